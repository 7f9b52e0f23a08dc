package org.standwith.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.standwith.money.Cadence;
import org.standwith.payments.Period;
import org.standwith.payments.TestLevels;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertakings;
import org.standwith.payments.Undertakings.Answer;
import org.standwith.payments.Undertakings.Unusable;
import org.standwith.payments.Undertakings.Why;
import standwith.sandbox.MovableClock;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Settings;
import standwith.sandbox.account.Person;
import tools.jackson.databind.json.JsonMapper;

/** People who gave at a Stripe of which nobody had told us. */
class StripePredecessorsTest {

    private static final Person JANE =
            new Person("Jane Roe", "jane.roe@mail.example", "1 Nowhere", "Sampleton", "1000", "NL", "visa", "4242");

    private final MovableClock clock = new MovableClock();
    private final Sandbox sandbox = Sandbox.start(new Settings(
            0, null, URI.create("http://localhost:9"), "sk_test_1", List.of("whsec_1"), "id", "secret", "WH-1", clock));
    private final Undertakings there = new StripeProvider(
                    FakeStripe.properties(
                            sandbox.stripeApi().toString(),
                            null,
                            URI.create("https://js.example.org"),
                            Duration.ofSeconds(20)),
                    TestLevels.LEVELS,
                    () -> false,
                    clock,
                    JsonMapper.builder().build())
            .undertakings();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void theirSubscriptionsAndPaymentsAreToldAndRenewalsAreNoPaymentsOfTheirOwn() {
        Instant begin = clock.instant();
        String monthly = sandbox.stripe().subscribedBefore(JANE, 500, "eur", "month", 1, "nl");
        String weekly = sandbox.stripe().subscribedBefore(JANE, 500, "eur", "week", 1, null);
        String payment = sandbox.stripe().paidBefore(JANE, 2_000, "usd");
        sandbox.advance(Duration.ofDays(40));
        sandbox.stripe().settleFees();
        Period period = new Period(begin.minusSeconds(60), clock.instant());

        Answer.Page subscriptions = page(there.subscriptions(period, null, UnaryOperator.identity()));
        Answer.Page payments = page(there.payments(period, null));

        assertThat(sandbox.webhooks().sent())
                .as("nobody was told when it began")
                .noneMatch(each -> each.type().equals("customer.subscription.created")
                        || each.type().equals("payment_intent.created"));
        assertThat(subscriptions.unusable()).containsExactly(new Unusable(weekly, Why.RHYTHM));
        Undertaking told = subscriptions.usable().getFirst();
        assertThat(told.ref()).isEqualTo(monthly);
        assertThat(told.cadence()).isEqualTo(Cadence.MONTHLY);
        assertThat(told.amount()).isEqualTo(Money.parse("EUR 5.00"));
        assertThat(told.payer().locale()).isEqualTo(Locale.of("nl"));
        assertThat(payments.usable()).extracting(Undertaking::ref).containsExactly(payment);
        assertThat(payments.unusable()).isEmpty();
    }

    @Test
    void aLongListComesInPages() {
        for (int i = 0; i < 101; i++) {
            sandbox.stripe().subscribedBefore(JANE, 500, "eur", "month", 1, null);
        }
        Period period = new Period(clock.instant().minusSeconds(60), clock.instant());

        Answer.Page first = page(there.subscriptions(period, null, UnaryOperator.identity()));
        Answer.Page second = page(there.subscriptions(period, first.next(), UnaryOperator.identity()));

        assertThat(first.usable()).hasSize(100);
        assertThat(second.usable()).hasSize(1);
        assertThat(second.next()).isNull();
    }

    private static Answer.Page page(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Page.class);
        return (Answer.Page) answer;
    }
}
