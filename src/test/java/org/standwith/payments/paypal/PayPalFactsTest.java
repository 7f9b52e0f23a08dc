package org.standwith.payments.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.standwith.payments.paypal.FakePayPal.REFERENCE;
import static org.standwith.payments.paypal.PayPalProvider.PAYPAL;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.End;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import tools.jackson.databind.JsonNode;

/** What single payments and subscriptions say; what they cost is told by {@link PayPalSettlementTest}. */
class PayPalFactsTest {

    static final Instant TOLD = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant MADE = Instant.parse("2026-03-01T11:59:00Z");
    private static final Money FIVE = Money.parse("USD 5.00");
    private static final String CAPTURE = "3C111111HH222222F";
    private static final String SALE = """
        {"id": "60A11111BB222222C", "state": "completed", "amount": {"total": "5.00", "currency": "USD"},
         "custom": "%s", "billing_agreement_id": "I-7K3M9PX2Q4ZT", "create_time": "2026-03-01T11:59:00Z"}\
        """.formatted(REFERENCE);

    static List<Fact> facts(String type, String resource) {
        return facts(type, FakePayPal.json(resource), TOLD);
    }

    static List<Fact> facts(String type, JsonNode resource, Instant created) {
        return PayPalFacts.inEvent(PAYPAL, new Event(PAYPAL, "WH-1", type, created, ""), resource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"})
    void aCaptureThatWasTakenIsAPaymentWhateverBecameOfIt(String status) {
        assertThat(facts("PAYMENT.CAPTURE.COMPLETED", FakePayPal.capture(status, """
            , "supplementary_data": {"related_ids": {"order_id": "5T123456TN654321T"}}\
            """)))
                .containsExactly(
                        new Linked(PAYPAL, CAPTURE, REFERENCE),
                        new Linked(PAYPAL, CAPTURE, "5T123456TN654321T"),
                        new PaymentSucceeded(PAYPAL, CAPTURE, FIVE, MADE));
    }

    @Test
    void anOrderThatIsOnlyLinkedIsFoundAsWell() {
        assertThat(facts("PAYMENT.CAPTURE.COMPLETED", FakePayPal.capture("COMPLETED", """
            , "links": [{"rel": "self", "href": "https://api.paypal.com/v2/payments/captures/3C111111HH222222F"},
              {"rel": "up", "href": "https://api.paypal.com/v2/checkout/orders/5T123456TN654321T"}]\
            """)))
                .contains(new Linked(PAYPAL, CAPTURE, "5T123456TN654321T"));
    }

    @Test
    void aCaptureThatIsPendingIsPendingSinceItWasMade() {
        assertThat(facts("PAYMENT.CAPTURE.PENDING", FakePayPal.capture("PENDING", "")))
                .containsExactly(new Linked(PAYPAL, CAPTURE, REFERENCE), new PaymentPending(PAYPAL, CAPTURE, MADE));
    }

    @ParameterizedTest
    @CsvSource({"DECLINED, DECLINED", "DENIED, DECLINED", "DENIED, DENIED", "DENIED, FAILED"})
    void aCaptureThatWasDeclinedIsNoPayment(String happened, String status) {
        assertThat(facts("PAYMENT.CAPTURE." + happened, FakePayPal.capture(status, "")))
                .containsExactly(
                        new Linked(PAYPAL, CAPTURE, REFERENCE), new PaymentFailed(PAYPAL, CAPTURE, "declined", MADE));
    }

    @Test
    void aStatusThatNobodyKnowsIsForStaffToSee() {
        // It may be money, so that it must not be passed over; it waits, and is tried again once we know the word.
        assertThatThrownBy(() -> facts("PAYMENT.CAPTURE.COMPLETED", FakePayPal.capture("SOMETHING_NEW", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("SOMETHING_NEW");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\": \"X\"}", "{\"id\": \"X\", \"status\": \"COMPLETED\"}"})
    void moneyThatLacksWhatPayPalPromisesIsForStaffToSee(String resource) {
        assertThatThrownBy(() -> facts("PAYMENT.CAPTURE.COMPLETED", resource)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> facts("PAYMENT.CAPTURE.REFUNDED", resource)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aPaymentOfASubscriptionComesInTheOldShape() {
        assertThat(facts("PAYMENT.SALE.COMPLETED", SALE))
                .containsExactly(
                        new Linked(PAYPAL, "60A11111BB222222C", REFERENCE),
                        new Linked(PAYPAL, "60A11111BB222222C", "I-7K3M9PX2Q4ZT"),
                        new PaymentSucceeded(PAYPAL, "60A11111BB222222C", FIVE, MADE));
    }

    @Test
    void aSaleMayBePendingOrDenied() {
        String waiting = SALE.replace("completed", "pending");
        String denied = SALE.replace("completed\"", "denied\", \"reason_code\": \"ECHECK\"");

        assertThat(facts("PAYMENT.SALE.PENDING", waiting))
                .contains(new PaymentPending(PAYPAL, "60A11111BB222222C", MADE));
        assertThat(facts("PAYMENT.SALE.DENIED", denied))
                .contains(new PaymentFailed(PAYPAL, "60A11111BB222222C", "ECHECK", MADE));
    }

    @Test
    void anOrderIsVoidedOrItsApprovalTakenBack() {
        assertThat(facts("CHECKOUT.ORDER.VOIDED", "{\"id\": \"5O1\", \"status\": \"VOIDED\"}"))
                .containsExactly(new CheckoutExpired(PAYPAL, "5O1", TOLD));
        assertThat(facts("CHECKOUT.PAYMENT-APPROVAL.REVERSED", "{\"id\": \"A1\", \"order_id\": \"5O1\"}"))
                .containsExactly(new CheckoutExpired(PAYPAL, "5O1", TOLD));
        assertThat(facts("CHECKOUT.PAYMENT-APPROVAL.REVERSED", "{\"id\": \"5O1\"}"))
                .containsExactly(new CheckoutExpired(PAYPAL, "5O1", TOLD));
    }

    @Test
    void anOrderTellsOfItsCapturesAndRefunds() {
        String order = FakePayPal.order("COMPLETED", "2026-03-01T11:59:10Z", FakePayPal.capture("REFUNDED", ""))
                .replace("\"captures\":", """
                    "refunds": [{"id": "1R0ABCDEF12345678", "status": "COMPLETED",
                      "amount": {"currency_code": "USD", "value": "5.00"}, "create_time": "2026-03-01T12:30:00Z",
                      "links": [{"rel": "up", "href": "https://api.paypal.com/v2/payments/captures/3C111111HH222222F"}]}],
                    "captures":\
                    """);

        assertThat(facts("CHECKOUT.ORDER.COMPLETED", order))
                .contains(
                        new Linked(PAYPAL, "5T123456TN654321T", REFERENCE),
                        new Linked(PAYPAL, CAPTURE, "5T123456TN654321T"),
                        new PaymentSucceeded(PAYPAL, CAPTURE, FIVE, MADE),
                        new RefundMade(
                                PAYPAL, "1R0ABCDEF12345678", CAPTURE, FIVE, Instant.parse("2026-03-01T12:30:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVATED, ACTIVE, 0, ACTIVE",
        "RE-ACTIVATED, ACTIVE, 0, ACTIVE",
        "CREATED, APPROVAL_PENDING, 0, INCOMPLETE",
        "UPDATED, APPROVED, 0, INCOMPLETE",
        "UPDATED, ACTIVE, 1, PAST_DUE",
        "SUSPENDED, SUSPENDED, 0, PAUSED",
        "SUSPENDED, SUSPENDED, 3, PAST_DUE",
        "UPDATED, SOMETHING_NEW, 0, INCOMPLETE"
    })
    void aSubscriptionIsSeen(String happened, String status, int failed, Standing standing) {
        List<Fact> facts = facts(
                "BILLING.SUBSCRIPTION." + happened, FakePayPal.subscription(status, "2026-03-01T11:50:00Z", failed));

        assertThat(facts).first().isEqualTo(new Linked(PAYPAL, "I-7K3M9PX2Q4ZT", REFERENCE));
        assertThat(seen(facts)).satisfies(seen -> {
            assertThat(seen.standing()).isEqualTo(standing);
            assertThat(seen.source()).isEqualTo(Source.EVENT);
            assertThat(seen.at()).isEqualTo(TOLD);
            assertThat(seen.amount()).isEqualTo(FIVE);
            assertThat(seen.paidUntil()).isEqualTo(Instant.parse("2026-04-01T10:00:00Z"));
        });
        assertThat(facts).noneMatch(Fact.Movement.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCELLED", "EXPIRED"})
    void whatHasEndedEndedWhenPayPalSaysSo(String status) {
        assertThat(seen(facts(
                        "BILLING.SUBSCRIPTION." + status, FakePayPal.subscription(status, "2026-03-01T11:50:00Z", 0))))
                .extracting(SubscriptionSeen::standing, SubscriptionSeen::at)
                .containsExactly(Standing.ENDED, Instant.parse("2026-03-01T11:58:00Z"));
    }

    @Test
    void aCollectionFailsAgainAfterASuccessAndCountsFromOne() {
        List<Fact> january = facts("BILLING.SUBSCRIPTION.PAYMENT.FAILED", failed("2026-01-01T10:00:00Z", 1));
        List<Fact> again = facts("BILLING.SUBSCRIPTION.PAYMENT.FAILED", failed("2026-01-06T10:00:00Z", 2));
        List<Fact> march = facts("BILLING.SUBSCRIPTION.PAYMENT.FAILED", failed("2026-03-01T10:00:00Z", 1));

        assertThat(january)
                .containsExactly(
                        new Linked(PAYPAL, "I-7K3M9PX2Q4ZT", REFERENCE),
                        new Linked(PAYPAL, "I-7K3M9PX2Q4ZT@1767261600", "I-7K3M9PX2Q4ZT"),
                        new CollectionFailed(
                                PAYPAL,
                                "I-7K3M9PX2Q4ZT@1767261600",
                                1,
                                Instant.parse("2026-03-06T10:00:00Z"),
                                Instant.parse("2026-01-01T10:00:00Z")));
        assertThat(List.of(
                        january.getLast().key(),
                        again.getLast().key(),
                        march.getLast().key()))
                .doesNotHaveDuplicates();
        assertThat(((CollectionFailed) again.getLast()).attempt()).isEqualTo(2);
    }

    @Test
    void aCollectionThatFailedForGoodIsNotTriedAgain() {
        String resource = "{\"id\": \"I-1\", \"billing_info\": {\"failed_payments_count\": 3}}";

        assertThat(facts("BILLING.SUBSCRIPTION.PAYMENT.FAILED", resource))
                .contains(new CollectionFailed(PAYPAL, "I-1@" + TOLD.getEpochSecond(), 3, null, TOLD));
    }

    @ParameterizedTest
    @CsvSource({"Active, ACTIVE", "Suspended, PAUSED", "Cancelled, ENDED", "Expired, ENDED", "Pending, INCOMPLETE"})
    void anAgreementOfOldIsASubscription(String state, Standing standing) {
        assertThat(seen(facts("BILLING.SUBSCRIPTION.UPDATED", """
            {"id": "I-8L4N1RY3S5AV", "state": "%s", "plan": {"curr_code": "USD", "payment_definitions": [
               {"type": "REGULAR", "frequency": "Month", "frequency_interval": "1", "amount": {"value": "10.00"}}]},
             "agreement_details": {"outstanding_balance": {"value": "0.00"}, "failed_payment_count": "0"}}\
            """.formatted(state))))
                .isEqualTo(new SubscriptionSeen(
                        PAYPAL,
                        "I-8L4N1RY3S5AV",
                        standing,
                        Source.EVENT,
                        null,
                        null,
                        null,
                        null,
                        null,
                        state.equals("Cancelled") ? End.WANTED : null,
                        TOLD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2018-19-12T22:20:32.000Z", "", "yesterday", "2018-12-19", "2026-03-01T10:00:00"})
    void aDateThatIsNoneNeitherHarmsNorIsBelieved(String date) {
        String sale = SALE.replace("2026-03-01T11:59:00Z", date);

        assertThat(facts("PAYMENT.SALE.COMPLETED", sale))
                .contains(new PaymentSucceeded(PAYPAL, "60A11111BB222222C", FIVE, TOLD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T11:59:00.000Z", "2026-03-01T03:59:00-08:00", "2026-03-01T11:59:00+0000"})
    void aTimeIsReadInAnyOfItsForms(String time) {
        assertThat(facts("PAYMENT.SALE.COMPLETED", SALE.replace("2026-03-01T11:59:00Z", time)))
                .contains(new PaymentSucceeded(PAYPAL, "60A11111BB222222C", FIVE, MADE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BILLING.PLAN.CREATED",
                "RISK.DISPUTE.CREATED",
                "PAYMENT.AUTHORIZATION.VOIDED",
                "VAULT.PAYMENT-TOKEN.CREATED",
                "X"
            })
    void otherEventsSayNothing(String type) {
        assertThat(facts(type, "{\"id\": \"X\", \"status\": \"COMPLETED\"}")).isEmpty();
    }

    @Test
    void whatPayPalReallySentIsUnderstood() {
        Map<String, JsonNode> events = RealPayPal.events();
        assertThat(events).hasSize(23);

        assertThat(events).allSatisfy((file, event) -> {
            List<Fact> facts = of(event);
            if (event.path("event_type").stringValue().contains("PLAN")) {
                assertThat(facts).isEmpty();
            } else {
                assertThat(facts).isNotEmpty();
            }
        });
        assertThat(of(events, "payment_capture_completed_v2.body.json"))
                .containsExactly(
                        new Linked(PAYPAL, "12A34567BC123456S", "1AB234567A1234567"),
                        new PaymentSucceeded(
                                PAYPAL,
                                "12A34567BC123456S",
                                Money.parse("USD 30.00"),
                                Instant.parse("2022-08-23T18:29:50Z")),
                        new Settled(
                                PAYPAL,
                                "12A34567BC123456S",
                                "12A34567BC123456S",
                                Money.parse("USD 30.00"),
                                Money.parse("USD 30.00"),
                                Money.parse("USD 3.54"),
                                Instant.parse("2022-08-23T18:29:50Z")));
        assertThat(of(events, "payment.sale.completed--from-subscription.json"))
                .contains(new Linked(PAYPAL, "7D51924877811803R", "I-W0Y05RHBK9VG"))
                .filteredOn(Settled.class::isInstance)
                .extracting(each -> ((Settled) each).fee())
                .containsExactly(Money.parse("USD 0.44"));
        assertThat(of(events, "payment_sale_refunded.body.json"))
                .contains(new RefundMade(
                        PAYPAL,
                        "6YX43824R4443062K",
                        "9T0916710M1105906",
                        Money.parse("USD 0.01"),
                        Instant.parse("2014-10-31T15:41:51Z")));
        assertThat(of(events, "payment_capture_refunded_v2.body.json"))
                .contains(new RefundMade(
                        PAYPAL,
                        "1Y107995YT783435V",
                        "0JF852973C016714D",
                        Money.parse("USD 0.99"),
                        Instant.parse("2018-08-15T19:13:29Z")));
        assertThat(of(events, "subscription_payment_failed_v2.body.json"))
                .contains(new CollectionFailed(
                        PAYPAL,
                        "I-BW452GLLEP1G@1546305649",
                        2,
                        Instant.parse("2019-01-06T01:20:49Z"),
                        Instant.parse("2019-01-01T01:20:49Z")));
    }

    private static List<Fact> of(Map<String, JsonNode> events, String file) {
        return of(events.getOrDefault(file, FakePayPal.json("{}")));
    }

    private static List<Fact> of(JsonNode event) {
        return facts(
                event.path("event_type").stringValue(),
                event.path("resource"),
                PayPalTimes.read(event.path("create_time")).orElse(TOLD));
    }

    private static SubscriptionSeen seen(List<Fact> facts) {
        return (SubscriptionSeen) facts.getLast();
    }

    private static String failed(String at, int count) {
        return FakePayPal.subscription("ACTIVE", "2025-12-01T10:00:00Z", count)
                .replace("\"billing_info\": {", """
                    "billing_info": {"last_failed_payment": {"amount": {"currency_code": "USD", "value": "5.00"},
                      "time": "%s", "reason_code": "PAYMENT_DENIED", "next_payment_retry_time": "2026-03-06T10:00:00Z"},\
                    """.formatted(at));
    }
}
