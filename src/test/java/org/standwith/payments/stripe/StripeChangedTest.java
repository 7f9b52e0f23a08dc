package org.standwith.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.SandboxGiver.BACK;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.standwith.money.Cadence;
import org.standwith.payments.Change;
import org.standwith.payments.Changing;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Levels;
import org.standwith.payments.Mending;
import org.standwith.payments.SandboxGiver;
import org.standwith.payments.SandboxGiver.Paid;
import org.standwith.risk.Level;
import standwith.sandbox.Sandbox;
import standwith.sandbox.stripe.Stripe;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of subscriptions at the sandbox's Stripe after they were changed. */
class StripeChangedTest {

    private static final Money SEVEN = Money.parse("USD 7.00");
    private static final Money SIXTY = Money.parse("USD 60.00");
    private static final Change TO_ANNUAL = new Change.ToCadence(Cadence.ANNUAL, SIXTY);

    /** By the country of its bank nothing may be taken here. */
    private static final String FORBIDDEN = "4000006430000009";

    private static final String GOOD = "4000002760000016";
    private static final String FAILS_LATER = "4000000000000341";

    private static @Nullable SandboxGiver giver;

    private String id = "";
    private Paid paid = List::of;

    @BeforeAll
    static void start() {
        giver = new SandboxGiver(StripeChangedTest::adapter);
    }

    @AfterAll
    static void stop() {
        giver().close();
    }

    @BeforeEach
    void somebodyGivesFiveDollarsAMonth() {
        id = giver().give(Cadence.MONTHLY, "USD 5.00");
        paid = giver().watch();
        giver().forget();
    }

    @AfterEach
    void nobodyGives() {
        giver().provider().end(id);
    }

    private static SandboxGiver giver() {
        return Objects.requireNonNull(giver);
    }

    private static Stripe stripe() {
        return giver().sandbox().stripe();
    }

    private static StripeProvider adapter(Sandbox sandbox) {
        return new StripeProvider(
                FakeStripe.properties(
                        sandbox.stripeApi().toString(), null, sandbox.stripeScript(), Duration.ofSeconds(20)),
                new Levels(country -> country.code().equals("RU") ? Level.BLOCKED : Level.OPEN),
                () -> false,
                sandbox.clock(),
                JsonMapper.builder().build());
    }

    @Test
    void anotherAmountIsPaidFromTheNextPeriodOnAndNothingBefore() {
        assertThat(SandboxGiver.seen(change(new Change.ToAmount(SEVEN))).amount())
                .isEqualTo(SEVEN);
        assertThat(paid.since()).isEmpty();

        giver().pass(Period.ofMonths(1).plusDays(1));

        assertThat(paid.since()).containsExactly(700L);
        assertThat(subscription().at("/items/data")).hasSize(1);
        assertThat(lastTold().amount()).isEqualTo(SEVEN);
    }

    @Test
    void anotherCadenceBeginsWhenWhatIsPaidEnds() {
        Instant end = paidUntil();

        SubscriptionSeen seen = SandboxGiver.seen(change(TO_ANNUAL));

        assertThat(seen.standing()).isEqualTo(Standing.ACTIVE);
        assertThat(seen.cadence()).isEqualTo(Cadence.ANNUAL);
        assertThat(seen.paidUntil()).isEqualTo(end);
        assertThat(giver().told()).noneMatch(Movement.class::isInstance);
        giver().pass(Period.ofDays(26));
        assertThat(paid.since()).isEmpty();

        giver().pass(Period.ofDays(6));

        assertThat(paid.since()).containsExactly(6000L);
        assertThat(paidUntil()).isBetween(end.plus(364, ChronoUnit.DAYS), end.plus(367, ChronoUnit.DAYS));
        assertThat(lastTold())
                .returns(SIXTY, SubscriptionSeen::amount)
                .returns(Standing.ACTIVE, SubscriptionSeen::standing);
    }

    @Test
    void whoThinksAgainBeforeItBeginsPaysAsBefore() {
        Instant end = paidUntil();
        change(TO_ANNUAL);
        change(new Change.ToCadence(Cadence.MONTHLY, SEVEN));
        assertThat(paidUntil()).isEqualTo(end);

        giver().pass(Period.ofMonths(2).plusDays(2));

        assertThat(paid.since()).containsExactly(700L, 700L);
    }

    @Test
    void nothingIsTakenInAPauseAndItGoesOnByItself() {
        Instant until = now().plus(65, ChronoUnit.DAYS);

        SubscriptionSeen seen = SandboxGiver.seen(change(new Change.Pause(until)));
        assertThat(seen.standing()).isEqualTo(Standing.PAUSED);
        assertThat(seen.resumesAt()).isEqualTo(until.truncatedTo(ChronoUnit.SECONDS));
        giver().pass(Period.ofDays(64));
        assertThat(paid.since()).isEmpty();

        giver().pass(Period.ofDays(2));
        assertThat(giver().seen(id).standing()).isEqualTo(Standing.ACTIVE);
        assertThat(lastTold())
                .returns(Standing.ACTIVE, SubscriptionSeen::standing)
                .returns(null, SubscriptionSeen::resumesAt);
        assertThat(paid.since()).isEmpty();
        giver().pass(Period.ofDays(28));

        assertThat(paid.since()).containsExactly(500L);
    }

    @Test
    void aPauseCanEndBefore() {
        change(new Change.Pause(now().plus(300, ChronoUnit.DAYS)));
        giver().pass(Period.ofMonths(1).plusDays(1));
        assertThat(SandboxGiver.seen(change(new Change.Resume())).standing()).isEqualTo(Standing.ACTIVE);

        giver().pass(Period.ofMonths(1));

        assertThat(paid.since()).containsExactly(500L);
    }

    @Test
    void whatEndsWithThePeriodEndsThen() {
        SubscriptionSeen seen = SandboxGiver.seen(change(new Change.EndWithPeriod()));
        assertThat(seen.standing()).isEqualTo(Standing.ACTIVE);
        assertThat(seen.endsAt()).isEqualTo(seen.paidUntil());

        giver().pass(Period.ofMonths(1).plusDays(1));

        assertThat(paid.since()).isEmpty();
        assertThat(lastTold().standing()).isEqualTo(Standing.ENDED);
        assertThat(change(new Change.KeepOn())).isEqualTo(new Changing.Refused("ended"));
    }

    @Test
    void whatWasToEndCanBeKept() {
        change(new Change.EndWithPeriod());
        assertThat(SandboxGiver.seen(change(new Change.KeepOn())).endsAt()).isNull();

        giver().pass(Period.ofMonths(1).plusDays(1));

        assertThat(paid.since()).containsExactly(500L);
    }

    /** Stripe would try it again three days later. */
    @Test
    void whoStopsIsNotChargedForWhatCouldNotBeCollected() {
        stripe().failNextRenewal(id);
        giver().pass(Period.ofMonths(1).plusDays(1));
        assertThat(giver().seen(id).standing()).isEqualTo(Standing.PAST_DUE);

        SubscriptionSeen seen = SandboxGiver.seen(change(new Change.EndWithPeriod()));
        assertThat(seen.standing()).isEqualTo(Standing.ACTIVE);
        giver().pass(Period.ofMonths(1).plusDays(1));

        assertThat(paid.since()).isEmpty();
        assertThat(giver().seen(id).standing()).isEqualTo(Standing.ENDED);
    }

    /** As it asks first, what was done is not done again, whatever the key. */
    @Test
    void theSameChangeAgainIsTheSame() {
        for (int i = 0; i < 3; i++) {
            assertThat(change(TO_ANNUAL)).isInstanceOf(Changing.Changed.class);
        }

        giver().pass(Period.ofMonths(1).plusDays(1));

        assertThat(paid.since()).containsExactly(6000L);
    }

    /** For a day Stripe would say to the same key that it failed. */
    @Test
    void anErrorThatStripeKeepsIsNotTheLastWord() {
        stripe().failStored(1);
        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Changed.class);

        stripe().failStored(1);
        Mending.Redirect page = mend("card-0");
        stripe().approve(page.checkout(), GOOD);
        stripe().failStored(1);
        assertThat(mended(page, "card-0")).isInstanceOf(Changing.Changed.class);
    }

    @Test
    void anotherCardIsGivenOnThePageAndPaysFromThenOn() {
        Mending.Redirect page = mend("card-1");
        assertThat(SandboxGiver.show(page.page()).body()).contains("A card for later", "Germany");
        assertThat(mend("card-1")).isEqualTo(page);
        assertThat(mended(page, "card-1")).isEqualTo(new Changing.ToBeAgreed(page.page()));

        HttpResponse<String> pressed = SandboxGiver.press(page.page(), "button=APPROVE&card=" + GOOD);
        assertThat(pressed.headers().firstValue("Location")).contains(BACK.toString());
        assertThat(SandboxGiver.seen(mended(page, "card-1")).standing()).isEqualTo(Standing.ACTIVE);
        giver().pass(Period.ofMonths(1).plusDays(1));

        assertThat(paid.since()).containsExactly(500L);
        assertThat(stripe().objects("charge")
                        .getLast()
                        .at("/payment_method_details/card/country")
                        .asString())
                .isEqualTo("DE");
        assertThat(giver().told()).noneMatch(fact -> fact.subject().startsWith("cs_"));
    }

    @Test
    void aCardThatIsNotTakenOnThePageIsAskedForAgain() {
        Mending.Redirect page = mend("card-2");
        SandboxGiver.press(page.page(), "button=DECLINE");
        assertThat(mended(page, "card-2")).isInstanceOf(Changing.ToBeAgreed.class);

        giver().sandbox().advance(Duration.ofHours(25));

        assertThat(mended(page, "card-2")).isEqualTo(new Changing.Refused("expired"));
    }

    @Test
    void whatCouldNotBeCollectedIsPaidByTheNewCardOnce() {
        failing();
        Mending.Redirect page = mend("card-3");
        stripe().approve(page.checkout(), GOOD);

        for (int i = 0; i < 3; i++) {
            Changing changing = mended(page, "card-3");
            assertThat(SandboxGiver.seen(changing).standing()).isEqualTo(Standing.ACTIVE);
        }

        assertThat(paid.since()).containsExactly(500L);
        giver().pass(Period.ofMonths(1));
        assertThat(paid.since()).containsExactly(500L, 500L);
    }

    @Test
    void theNewCardPaysAlsoWhereItWasDeclinedAtFirst() {
        failing();
        Mending.Redirect page = mend("card-4");
        stripe().approve(page.checkout(), FAILS_LATER);
        Changing changing = mended(page, "card-4");
        assertThat(SandboxGiver.seen(changing).standing()).isEqualTo(Standing.PAST_DUE);
        assertThat(((Changing.Changed) changing).facts()).hasAtLeastOneElementOfType(Fact.PaymentFailed.class);
        assertThat(paid.since()).isEmpty();

        Mending.Redirect another = mend("card-5");
        stripe().approve(another.checkout(), GOOD);
        assertThat(SandboxGiver.seen(mended(another, "card-5")).standing()).isEqualTo(Standing.ACTIVE);

        assertThat(paid.since()).containsExactly(500L);
    }

    @Test
    void aForbiddenCardIsLetGoOfAndTheOldOnePays() {
        String before = subscription().path("default_payment_method").asString();
        Mending.Redirect page = mend("card-6");
        stripe().approve(page.checkout(), FORBIDDEN);

        for (int i = 0; i < 2; i++) {
            assertThat(mended(page, "card-6"))
                    .isInstanceOfSatisfying(
                            Changing.Forbidden.class,
                            forbidden -> assertThat(forbidden.facts())
                                    .singleElement()
                                    .returns(id, Fact::subject));
        }

        assertThat(subscription().path("default_payment_method").asString()).isEqualTo(before);
        assertThat(stripe().objects("payment_method").getLast().path("customer").isNull())
                .isTrue();
    }

    private void failing() {
        stripe().failRenewals(id, 9);
        giver().pass(Period.ofMonths(1).plusDays(1));
        assertThat(giver().seen(id).standing()).isEqualTo(Standing.PAST_DUE);
    }

    private Changing change(Change change) {
        return giver().change(id, change);
    }

    private Mending.Redirect mend(String key) {
        return (Mending.Redirect)
                giver().provider().mend(id, BACK, URI.create(BACK + "/cancelled"), Locale.ENGLISH, key);
    }

    private Changing mended(Mending.Redirect page, String key) {
        return giver().provider().mended(id, page.checkout(), key);
    }

    private JsonNode subscription() {
        return stripe().object(id);
    }

    private Instant paidUntil() {
        return Objects.requireNonNull(giver().seen(id).paidUntil());
    }

    private SubscriptionSeen lastTold() {
        return giver().told().stream()
                .filter(SubscriptionSeen.class::isInstance)
                .map(SubscriptionSeen.class::cast)
                .toList()
                .getLast();
    }

    private static Instant now() {
        return giver().sandbox().clock().instant();
    }
}
