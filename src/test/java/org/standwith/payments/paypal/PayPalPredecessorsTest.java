package org.standwith.payments.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.Period;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertakings.Answer;
import standwith.sandbox.MovableClock;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Settings;
import standwith.sandbox.account.Person;

/** What people undertook at a PayPal, found by its transaction search. */
class PayPalPredecessorsTest {

    private static final Person JANE =
            new Person("Jane Roe", "jane.roe@mail.example", "1 Nowhere", "Sampleton", "1000", "NL", "visa", "4242");

    private final MovableClock clock = new MovableClock();
    private final Sandbox sandbox = Sandbox.start(new Settings(
            0,
            null,
            URI.create("http://localhost:9"),
            "sk_test_1",
            List.of("whsec_1"),
            "client",
            "secret",
            "WEBHOOK-1",
            clock));
    private final PayPalProvider paypal =
            FakePayPal.provider(sandbox.paypalApi().toString(), Duration.ofSeconds(20), clock);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aSubscriptionIsToldOnceHoweverOftenItWasPaidAndASinglePaymentByItself() {
        Instant begin = clock.instant().minusSeconds(60);
        String subscription = agreed(Cadence.MONTHLY);
        String order = agreed(Cadence.ONCE);
        sandbox.advance(Duration.ofDays(70));
        Period period = new Period(begin, clock.instant());

        List<Undertaking> subscriptions = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        @Nullable String next = null;
        do {
            Answer.Page page = page(paypal.undertakings().subscriptions(period, next, refs -> {
                Set<String> fresh = new HashSet<>(refs);
                fresh.removeAll(seen);
                return fresh;
            }));
            page.usable().forEach(each -> seen.add(each.ref()));
            subscriptions.addAll(page.usable());
            next = page.next();
        } while (next != null);
        List<Undertaking> payments = payments(period);

        assertThat(subscriptions).extracting(Undertaking::ref).containsExactly(subscription);
        assertThat(subscriptions.getFirst().cadence()).isEqualTo(Cadence.MONTHLY);
        assertThat(payments).hasSize(1);
        assertThat(payments.getFirst().amount()).isEqualTo(Money.parse("USD 5.00"));
        assertThat(sandbox.paypal()
                        .object(order)
                        .at("/purchase_units/0/payments/captures/0/id")
                        .asString())
                .isEqualTo(payments.getFirst().ref());
        for (Undertaking each : List.of(subscriptions.getFirst(), payments.getFirst())) {
            assertThat(each.payer().email())
                    .isNotNull()
                    .satisfies(email -> assertThat(email.reveal()).isEqualTo(JANE.email()));
            assertThat(each.facts())
                    .as("it came of a checkout of ours")
                    .filteredOn(Linked.class::isInstance)
                    .hasSize(1);
        }
    }

    private List<Undertaking> payments(Period period) {
        List<Undertaking> payments = new ArrayList<>();
        @Nullable String next = null;
        do {
            Answer.Page page = page(paypal.undertakings().payments(period, next));
            payments.addAll(page.usable());
            next = page.next();
        } while (next != null);
        return payments;
    }

    private static Answer.Page page(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Page.class);
        return (Answer.Page) answer;
    }

    private String agreed(Cadence cadence) {
        Opening opening = paypal.open(new Order(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                cadence,
                Money.parse("USD 5.00"),
                Locale.ENGLISH,
                URI.create("https://give.example.org/return/1"),
                URI.create("https://give.example.org/return/1/cancelled"),
                clock.instant().plus(Duration.ofHours(23))));
        String checkout = ((Opening.Redirect) opening).checkout();
        JANE.pays(checkout);
        sandbox.paypal().approve(checkout);
        paypal.complete(checkout, 0);
        return checkout;
    }
}
