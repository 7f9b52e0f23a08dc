package org.standwith.contributions;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.standwith.PassingTime;
import org.standwith.Time;
import org.standwith.contributions.Givers.Giver;
import org.standwith.money.Cadence;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;

/** How long supporters are known, as the inventory has it. */
@PassingTime
class SupporterRetentionTest {

    private static final Set<String> NEVER_PAID = Set.of("Pending", "Declined", "Expired");
    private static final Set<String> OVER = Set.of("Given", "Ended");
    private static final Set<String> GOING_ON = Set.of("Waiting", "Active", "PastDue", "Paused", "Ending");

    @Autowired
    Time time;

    @Autowired
    ApplicationContext context;

    private Givers givers;

    @BeforeEach
    void givers() {
        givers = new Givers(context);
    }

    @Test
    void whoNeverPaidIsGoneAWeekLater() {
        List<Giver> all = inEachOf(NEVER_PAID);

        time.pass(Duration.ofDays(7).minusMinutes(1));
        assertThat(all).allMatch(givers::isKnown);

        time.pass(Duration.ofDays(1));
        assertThat(all).allSatisfy(this::isGone);
    }

    @Test
    void whoGaveOnceOrHasEndedIsGoneNinetyDaysLater() {
        List<Giver> all = inEachOf(OVER);

        time.pass(Duration.ofDays(90).minusMinutes(1));
        assertThat(all).allMatch(givers::isKnown);

        time.pass(Duration.ofDays(1));
        assertThat(all).allSatisfy(this::isGone);
    }

    @Test
    void whoseContributionGoesOnStaysKnown() {
        List<Giver> all = inEachOf(GOING_ON);

        time.pass(Duration.ofDays(100));
        time.pass(Duration.ofDays(300));

        assertThat(all).allMatch(givers::isKnown);
    }

    /** The provider tells of the end, but that may be lost. */
    @Test
    void whatWasCancelledToItsEndIsOverThenAlsoWhereNobodySaysSo() {
        Giver giver = givers.open(Cadence.MONTHLY);
        makeIt("Ending", giver, time.now().plus(Duration.ofDays(20)));

        time.pass(Duration.ofDays(110).minusMinutes(1));
        assertThat(givers.isKnown(giver)).isTrue();

        time.pass(Duration.ofDays(1));
        isGone(giver);
    }

    @Test
    void noStateIsForgottenAbove() {
        assertThat(Stream.of(NEVER_PAID, OVER, GOING_ON).flatMap(Set::stream))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(State.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(toSet()));
    }

    /** No dossier and no key, so that no copy opens; what stays for the books is nobody's. */
    private void isGone(Giver giver) {
        assertThat(givers.isKnown(giver)).isFalse();
        assertThat(givers.traces(giver)).isEmpty();
    }

    private List<Giver> inEachOf(Set<String> states) {
        return states.stream()
                .map(state -> {
                    Cadence cadence = Set.of("Given").contains(state) ? Cadence.ONCE : Cadence.MONTHLY;
                    Giver giver = givers.open(cadence);
                    makeIt(state, giver, time.now().plus(Duration.ofDays(1_000)));
                    assertThat(givers.stateOf(giver)).isEqualTo(state);
                    assertThat(givers.traces(giver)).isNotEmpty();
                    return giver;
                })
                .toList();
    }

    private void makeIt(String state, Giver giver, Instant end) {
        Instant now = time.now();
        Instant later = now.plusSeconds(1);
        boolean paid = !NEVER_PAID.contains(state) && !state.equals("Waiting");
        if (paid) {
            givers.pay(giver, !state.equals("Given"), now);
        }
        Map<String, List<Fact>> facts = Map.of(
                "Pending", List.of(),
                "Given", List.of(),
                "Active", List.of(),
                "Declined",
                        List.of(
                                unpaid(giver),
                                new PaymentFailed(Telling.STRIPE, giver.id("ch_"), "card_declined", now)),
                "Waiting", List.of(unpaid(giver), new PaymentPending(Telling.STRIPE, giver.id("ch_"), now)),
                "Expired", List.of(new CheckoutExpired(Telling.STRIPE, giver.id("cs_test_"), now)),
                "PastDue", List.of(new CollectionFailed(Telling.STRIPE, giver.id("in_"), 1, null, later)),
                "Paused", List.of(Givers.seen(giver, Standing.PAUSED, later)),
                "Ended", List.of(Givers.seen(giver, Standing.ENDED, later)),
                "Ending", List.of(ending(giver, end, later)));
        givers.tell(giver, any -> facts.getOrDefault(state, List.of()));
    }

    private static Fact unpaid(Giver giver) {
        return new Fact.Linked(Telling.STRIPE, giver.id("ch_"), giver.id("cs_test_"));
    }

    private static SubscriptionSeen ending(Giver giver, Instant end, Instant at) {
        return new SubscriptionSeen(
                Telling.STRIPE,
                giver.id("sub_"),
                Standing.ACTIVE,
                SubscriptionSeen.Source.EVENT,
                Givers.FIVE,
                Cadence.MONTHLY,
                end,
                end,
                null,
                at);
    }
}
