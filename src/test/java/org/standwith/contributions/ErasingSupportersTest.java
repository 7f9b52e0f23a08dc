package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.contributions.Givers.Giver;
import org.standwith.money.Cadence;
import org.standwith.payments.Completions;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.vault.Erasure;
import org.standwith.vault.Holding;

/** What is told to supporters of what is held of them, and what is left when they are erased. */
@StandwithTest
class ErasingSupportersTest {

    @Autowired
    ApplicationContext context;

    @Autowired
    Erasure erasure;

    @Autowired
    List<Holding> holdings;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Completions completions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private Givers givers;
    private Instant now;

    @BeforeEach
    void givers() {
        givers = new Givers(context);
        now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    @Test
    @SuppressWarnings("unchecked")
    void anExportTellsTheContributionTheCheckoutAndAllThatTheProviderKnowsAndTold() {
        Giver giver = givers.open(Cadence.MONTHLY);
        givers.pay(giver, true, now);

        Map<String, Object> told = export(giver);

        assertThat((List<Map<String, Object>>) told.get("contributions"))
                .singleElement()
                .satisfies(contribution -> assertThat(contribution)
                        .containsEntry("id", giver.contribution().toString())
                        .containsEntry("cadence", "MONTHLY")
                        .containsEntry("amount", "USD 5.00")
                        .containsEntry("campaign", "spring-2026")
                        .containsEntry("provider", "STRIPE")
                        .containsEntry("state", "Active")
                        .containsEntry("since", now.toString())
                        .containsKeys("created", "coversFees"));
        assertThat((List<Map<String, Object>>) told.get("checkouts"))
                .singleElement()
                .satisfies(checkout -> assertThat(checkout)
                        .containsEntry("id", giver.checkout().toString())
                        .containsEntry("locale", "de")
                        .containsEntry("reference", giver.reference())
                        .containsEntry("returnUrl", "https://news.example.org/back"));
        assertThat((List<String>) told.get("idsAtProviders"))
                .containsExactlyInAnyOrder(
                        giver.id("cs_test_"),
                        giver.id("ch_"),
                        giver.id("pi_"),
                        giver.id("in_"),
                        giver.id("sub_"),
                        giver.reference());
        assertThat((List<Map<String, Object>>) told.get("toldByProviders"))
                .extracting(fact -> fact.get("kind"), fact -> fact.get("payment"), fact -> fact.get("at"))
                .containsExactlyInAnyOrder(
                        tuple("PaymentSucceeded", giver.id("ch_"), now.toString()),
                        tuple("Settled", giver.id("ch_"), now.toString()));
    }

    @Test
    void anExportOfOneTellsNothingOfAnother() {
        Giver one = givers.open(Cadence.ONCE);
        Giver other = givers.open(Cadence.ONCE);
        givers.pay(other, false, now);

        assertThat(export(one).toString())
                .contains(one.contribution().toString())
                .doesNotContain(
                        other.tail(), other.reference(), other.contribution().toString());
    }

    @Test
    void whoIsErasedLeavesNoTraceAndTheBooksAndTheFoldStayAsTheyWere() {
        Giver giver = gaveAndGotAPartBack();
        List<String> books = givers.books();
        List<State> states = givers.statesOf(giver);
        assertThat(givers.traces(giver)).anyMatch(trace -> trace.startsWith("journal "));

        assertThat(erasure.erase(giver.supporter())).isEqualTo(new Erasure.Outcome.Erased());

        assertThat(givers.isKnown(giver)).isFalse();
        assertThat(givers.traces(giver)).isEmpty();
        assertThat(export(giver).toString()).doesNotContain(giver.tail(), giver.reference());
        assertThat(givers.books()).isEqualTo(books);
        assertThat(givers.statesOf(giver)).isEqualTo(states);
        assertThat(states).hasSizeGreaterThan(1);
        assertThat(givers.stateOf(giver)).isEqualTo("Given");
    }

    @Test
    void whatWasARegularContributionLeavesNoTraceEither() {
        Giver giver = givers.open(Cadence.MONTHLY);
        givers.pay(giver, true, now);
        givers.tell(giver, each -> List.of(Givers.seen(each, Standing.ENDED, now.plusSeconds(1))));

        assertThat(erasure.erase(giver.supporter())).isEqualTo(new Erasure.Outcome.Erased());

        assertThat(givers.traces(giver)).isEmpty();
        assertThat(givers.stateOf(giver)).isEqualTo("Ended");
    }

    /** Where it is not known yet what a payment brought, the provider is going to be asked, by the payment's id. */
    @Test
    void nothingIsAskedAboutWhoIsErased() {
        Giver giver = givers.open(Cadence.ONCE);
        givers.tell(
                giver,
                each -> List.of(
                        new Linked(Telling.STRIPE, each.id("ch_"), each.reference()),
                        new PaymentSucceeded(Telling.STRIPE, each.id("ch_"), Givers.FIVE, now)));
        assertThat(givers.traces(giver)).contains("inbox SETTLEMENT:" + giver.id("ch_"));

        erasure.erase(giver.supporter());

        assertThat(givers.traces(giver)).isEmpty();
    }

    @Test
    void erasingTwiceIsNothing() {
        Giver giver = gaveAndGotAPartBack();
        erasure.erase(giver.supporter());
        List<String> books = givers.books();
        List<State> states = givers.statesOf(giver);

        assertThat(erasure.erase(giver.supporter())).isEqualTo(new Erasure.Outcome.Unknown());
        transaction.executeWithoutResult(status -> holdings.forEach(holding -> holding.erase(giver.person())));

        assertThat(givers.traces(giver)).isEmpty();
        assertThat(givers.books()).isEqualTo(books);
        assertThat(givers.statesOf(giver)).isEqualTo(states);
    }

    @Test
    void erasingOneOfTwoLeavesTheOtherWhole() {
        Giver one = gaveAndGotAPartBack();
        Giver other = gaveAndGotAPartBack();
        List<String> traces = givers.traces(other);
        Map<String, Object> told = export(other);

        erasure.erase(one.supporter());

        assertThat(givers.isKnown(other)).isTrue();
        assertThat(givers.traces(other)).isEqualTo(traces);
        assertThat(export(other)).isEqualTo(told);
    }

    @Test
    void whoStillGivesIsNotErased() {
        Giver giver = givers.open(Cadence.MONTHLY);
        givers.pay(giver, true, now);
        List<String> traces = givers.traces(giver);

        assertThat(erasure.erase(giver.supporter())).isEqualTo(new Erasure.Outcome.UnderWay());

        assertThat(givers.isKnown(giver)).isTrue();
        assertThat(givers.traces(giver)).isEqualTo(traces);
    }

    @Test
    void whatComesLateAboutWhoIsErasedIsBookedAndNamesNobody() {
        Giver giver = gaveAndGotAPartBack();
        erasure.erase(giver.supporter());
        int lines = givers.books().size();

        givers.tell(giver, each -> List.of(refund(each, "re_late_", "USD 1.50")));
        givers.tell(giver, each -> List.of(refund(each, "re_late_", "USD 1.50")));
        givers.tell(giver, each -> List.of(new PaymentSucceeded(Telling.STRIPE, each.id("ch_"), Givers.FIVE, now)));

        assertThat(givers.books()).hasSize(lines + 2).anyMatch(line -> line.contains("REFUNDS USD ONCE 150"));
        assertThat(givers.traces(giver)).isEmpty();
    }

    /** It has to wait for the names that are taken away, and must not be kept under those. */
    @Test
    void whatComesWhileSomebodyIsErasedIsBookedOnceAndNamesNobody() throws Exception {
        Giver giver = gaveAndGotAPartBack();
        int lines = givers.books().size();
        CompletableFuture<Void> late = new CompletableFuture<>();

        transaction.executeWithoutResult(status -> {
            holdings.forEach(holding -> holding.erase(giver.person()));
            Thread.startVirtualThread(() -> {
                try {
                    completions.admit(List.of(
                            new PaymentSucceeded(Telling.STRIPE, giver.id("ch_"), Givers.FIVE, now),
                            refund(giver, "re_late_", "USD 1.50")));
                    late.complete(null);
                } catch (RuntimeException e) {
                    late.completeExceptionally(e);
                }
            });
            Awaitility.await("it waits").until(this::isSomebodyWaitingForALock);
        });
        late.get(20, TimeUnit.SECONDS);

        assertThat(givers.books()).hasSize(lines + 2).anyMatch(line -> line.contains("REFUNDS USD ONCE 150"));
        assertThat(givers.traces(giver)).containsExactly("dossier " + giver.supporter());
    }

    private boolean isSomebodyWaitingForALock() {
        return jdbc.sql("select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT'")
                .query((row, number) -> row.getInt(1) > 0)
                .single();
    }

    private Giver gaveAndGotAPartBack() {
        Giver giver = givers.open(Cadence.ONCE);
        givers.pay(giver, false, now);
        givers.tell(giver, each -> List.of(refund(each, "re_", "USD 2.00")));
        return giver;
    }

    private RefundMade refund(Giver giver, String prefix, String amount) {
        return new RefundMade(
                Telling.STRIPE, giver.id(prefix), giver.id("ch_"), Money.parse(amount), now.plusSeconds(60));
    }

    private Map<String, Object> export(Giver giver) {
        Map<String, Object> told = new HashMap<>();
        holdings.forEach(holding -> told.putAll(holding.export(giver.person())));
        return told;
    }
}
