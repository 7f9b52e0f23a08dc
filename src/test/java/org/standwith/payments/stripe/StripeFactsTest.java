package org.standwith.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.standwith.payments.stripe.StripeProvider.STRIPE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.money.Cadence;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.DisputeClosed;
import org.standwith.payments.Fact.DisputeOpened;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StripeFactsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant TOLD = Instant.ofEpochSecond(2000);
    private static final Instant ASKED = Instant.ofEpochSecond(3000);
    private static final Money FIVE = Money.parse("USD 5.00");

    private static final String CHARGE = """
        {"id": "ch_1", "object": "charge", "amount": 500, "amount_captured": 500, "captured": true, "paid": true,
         "currency": "usd", "status": "succeeded", "created": 1000, "failure_code": null, "metadata": {},
         "payment_intent": "pi_1", "balance_transaction": null}\
        """;

    private static final String SUBSCRIPTION = """
        {"id": "sub_1", "object": "subscription", "status": "active", "cancel_at": null, "canceled_at": null,
         "cancel_at_period_end": false, "ended_at": null, "pause_collection": null, "customer": "cus_1",
         "created": 900, "currency": "usd", "metadata": {"reference": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"},
         "items": {"object": "list", "data": [{"id": "si_1", "quantity": 1, "current_period_end": 9000,
           "price": {"id": "price_1", "currency": "usd", "unit_amount": 500,
                     "recurring": {"interval": "month", "interval_count": 1}}}]}}\
        """;

    @Test
    void aSinglePaymentIsToldInPieces() {
        assertThat(event("checkout.session.completed", session("complete", "paid", "\"payment_intent\": \"pi_1\"")))
                .containsExactly(
                        new Linked(STRIPE, "cs_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new Linked(STRIPE, "pi_1", "cs_1"));
        assertThat(event("payment_intent.succeeded", """
            {"id": "pi_1", "object": "payment_intent", "amount": 500, "currency": "usd",
             "status": "succeeded", "created": 990, "latest_charge": "ch_1",
             "metadata": {"reference": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"}}\
            """))
                .containsExactly(
                        new Linked(STRIPE, "pi_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new Linked(STRIPE, "ch_1", "pi_1"));
        assertThat(event(
                        "charge.succeeded",
                        with(CHARGE, "metadata", "{\"reference\": \"0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f\"}")))
                .containsExactly(
                        new Linked(STRIPE, "ch_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new PaymentSucceeded(STRIPE, "ch_1", FIVE, Instant.ofEpochSecond(1000)));
    }

    @Test
    void theFirstPaymentOfASubscriptionIsFoundByItsSession() {
        assertThat(event(
                        "checkout.session.completed",
                        session(
                                "complete",
                                "paid",
                                "\"payment_intent\": null, \"subscription\": \"sub_1\", \"invoice\": \"in_1\"")))
                .containsExactly(
                        new Linked(STRIPE, "cs_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new Linked(STRIPE, "sub_1", "cs_1"),
                        new Linked(STRIPE, "in_1", "cs_1"));
    }

    @Test
    void aRenewalIsFoundByItsInvoice() {
        assertThat(event("charge.succeeded", CHARGE))
                .containsExactly(
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new PaymentSucceeded(STRIPE, "ch_1", FIVE, Instant.ofEpochSecond(1000)));
        assertThat(event("invoice_payment.paid", """
            {"id": "inpay_1", "object": "invoice_payment", "invoice": "in_2", "status": "paid",
             "amount_paid": 500, "currency": "usd",
             "payment": {"type": "payment_intent", "payment_intent": "pi_1"}}\
            """)).containsExactly(new Linked(STRIPE, "pi_1", "in_2"));
        assertThat(event("invoice.paid", invoice("")))
                .containsExactly(
                        new Linked(STRIPE, "in_2", "sub_1"),
                        new Linked(STRIPE, "sub_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"));
    }

    @Test
    void aRenewalThatFailsIsTriedAgainAndRecovers() {
        assertThat(event(
                        "charge.failed",
                        with(with(CHARGE, "status", "\"failed\""), "failure_code", "\"card_declined\"")))
                .containsExactly(
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new PaymentFailed(STRIPE, "ch_1", "card_declined", Instant.ofEpochSecond(1000)));
        assertThat(event("invoice.payment_failed", invoice(", \"attempt_count\": 2, \"next_payment_attempt\": 5000")))
                .contains(new CollectionFailed(STRIPE, "in_2", 2, Instant.ofEpochSecond(5000), TOLD));
        assertThat(event("invoice.payment_failed", invoice(", \"attempt_count\": 4, \"next_payment_attempt\": null")))
                .contains(new CollectionFailed(STRIPE, "in_2", 4, null, TOLD));
        // Paid at the third attempt: the invoice tells no money, so that nothing is counted twice.
        assertThat(event("invoice.paid", invoice(", \"attempt_count\": 3"))).hasOnlyElementsOfType(Linked.class);
        assertThat(event("charge.succeeded", with(CHARGE, "id", "\"ch_2\"")))
                .contains(new PaymentSucceeded(STRIPE, "ch_2", FIVE, Instant.ofEpochSecond(1000)));
    }

    @Test
    void aDeclineWithoutACodeIsADecline() {
        assertThat(event("charge.failed", with(CHARGE, "status", "\"failed\"")))
                .contains(new PaymentFailed(STRIPE, "ch_1", "declined", Instant.ofEpochSecond(1000)));
    }

    @Test
    void aChargeThatIsOnlyReservedIsNoMoney() {
        assertThat(answer(with(with(CHARGE, "captured", "false"), "balance_transaction", booking("txn_1", 500, 45))))
                .containsExactly(
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new PaymentPending(STRIPE, "ch_1", Instant.ofEpochSecond(1000)));
    }

    @Test
    void ofAChargeCapturedInPartThatPartIsTheMoney() {
        Money three = Money.parse("USD 3.00");

        assertThat(answer(
                        with(with(CHARGE, "amount_captured", "300"), "balance_transaction", booking("txn_1", 300, 39))))
                .contains(
                        new PaymentSucceeded(STRIPE, "ch_1", three, Instant.ofEpochSecond(1000)),
                        new Settled(
                                STRIPE,
                                "txn_1",
                                "ch_1",
                                three,
                                three,
                                Money.parse("USD 0.39"),
                                Instant.ofEpochSecond(1001)));
    }

    @Test
    void aPaymentIsSettledInTheCurrencyOfTheAccount() {
        String booking = """
            {"id": "txn_1", "object": "balance_transaction", "amount": 460, "fee": 43, "net": 417,
             "currency": "eur", "created": 1001}\
            """;

        assertThat(answer(with(CHARGE, "balance_transaction", booking)))
                .contains(new Settled(
                        STRIPE,
                        "txn_1",
                        "ch_1",
                        FIVE,
                        Money.parse("EUR 4.60"),
                        Money.parse("EUR 0.43"),
                        Instant.ofEpochSecond(1001)));
    }

    @Test
    void aSlowPaymentIsPendingSinceItsSessionWasMade() {
        assertThat(event("checkout.session.completed", session("complete", "unpaid", "\"payment_intent\": \"pi_1\"")))
                .contains(new PaymentPending(STRIPE, "cs_1", Instant.ofEpochSecond(980)));
        assertThat(event("charge.pending", with(CHARGE, "status", "\"pending\"")))
                .contains(new PaymentPending(STRIPE, "ch_1", Instant.ofEpochSecond(1000)));
    }

    @Test
    void whoAsksAfterADeclineIsNotToldThatThePaymentIsPendingSinceThen() {
        String failed = with(with(CHARGE, "status", "\"failed\""), "failure_code", "\"insufficient_funds\"");
        String intent = "{\"id\": \"pi_1\", \"object\": \"payment_intent\", \"latest_charge\": " + failed + "}";

        List<Fact> facts = answer(session("complete", "unpaid", "\"payment_intent\": " + intent));

        assertThat(only(PaymentPending.class, facts).at())
                .isBefore(only(PaymentFailed.class, facts).at());
    }

    @Test
    void aSessionThatIsStillOpenSaysNothingOfMoney() {
        assertThat(answer(session("open", "unpaid", "\"payment_intent\": null")))
                .containsExactly(new Linked(STRIPE, "cs_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"));
    }

    @Test
    void aSessionThatIsLeftExpires() {
        assertThat(event("checkout.session.expired", session("expired", "unpaid", "\"payment_intent\": null")))
                .containsExactly(
                        new Linked(STRIPE, "cs_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new CheckoutExpired(STRIPE, "cs_1", Instant.ofEpochSecond(4000)));
    }

    @Test
    void aSessionWithoutMetadataIsFoundByItsClientReference() {
        String session = with(session("open", "unpaid", "\"payment_intent\": null"), "metadata", "{}");

        assertThat(event(
                        "checkout.session.completed",
                        with(session, "client_reference_id", "\"0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f\"")))
                .contains(new Linked(STRIPE, "cs_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "succeeded"})
    void aRefundIsMadeAlsoWhileTheBankHasNotConfirmedIt(String status) {
        assertThat(event("refund.created", refund("re_1", 500, status)))
                .containsExactly(new RefundMade(STRIPE, "re_1", "ch_1", FIVE, Instant.ofEpochSecond(1500)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "canceled"})
    void aRefundMayComeBack(String status) {
        assertThat(event("refund.failed", refund("re_1", 500, status)))
                .containsExactly(
                        new RefundMade(STRIPE, "re_1", "ch_1", FIVE, Instant.ofEpochSecond(1500)),
                        new RefundFailed(STRIPE, "re_1", "ch_1", FIVE, TOLD));
    }

    @Test
    void aRefundForWhichTheSupporterMustActIsNotMadeYet() {
        assertThat(event("refund.created", refund("re_1", 500, "requires_action")))
                .isEmpty();
    }

    @Test
    void partsOfAPaymentAreRefundedEachByItself() {
        List<Fact> facts = new ArrayList<>(event("refund.created", refund("re_1", 200, "succeeded")));
        facts.addAll(event("refund.created", refund("re_2", 300, "succeeded")));
        facts.addAll(event(
                "charge.refunded",
                with(
                        CHARGE,
                        "refunds",
                        "{\"data\": [" + refund("re_2", 300, "succeeded") + "," + refund("re_1", 200, "succeeded")
                                + "]}")));

        assertThat(facts.stream().filter(RefundMade.class::isInstance).distinct())
                .containsExactly(
                        new RefundMade(STRIPE, "re_1", "ch_1", Money.parse("USD 2.00"), Instant.ofEpochSecond(1500)),
                        new RefundMade(STRIPE, "re_2", "ch_1", Money.parse("USD 3.00"), Instant.ofEpochSecond(1500)));
    }

    @Test
    void aRefundOfNoPaymentIsNotOurs() {
        assertThat(event(
                        "refund.created",
                        with(with(refund("re_1", 5, "succeeded"), "charge", "null"), "payment_intent", "null")))
                .isEmpty();
    }

    @Test
    void aDisputeTakesMoneyAndMayGiveItBack() {
        DisputeOpened opened = new DisputeOpened(STRIPE, "dp_1", "ch_1", FIVE, Instant.ofEpochSecond(1600));
        DisputeWithdrawn withdrawn = new DisputeWithdrawn(
                STRIPE, "txn_2", "ch_1", FIVE, FIVE, Money.parse("USD 15.00"), Instant.ofEpochSecond(1001));
        DisputeReinstated reinstated = new DisputeReinstated(
                STRIPE, "txn_3", "ch_1", FIVE, FIVE, Money.parse("USD 15.00"), Instant.ofEpochSecond(1001));
        String out = booking("txn_2", -500, 1500);
        String back = booking("txn_3", 500, -1500);

        assertThat(event("charge.dispute.created", dispute("needs_response", "")))
                .containsExactly(opened);
        assertThat(event("charge.dispute.funds_withdrawn", dispute("needs_response", out)))
                .containsExactly(opened, withdrawn);
        assertThat(event("charge.dispute.funds_reinstated", dispute("under_review", out + "," + back)))
                .containsExactly(opened, withdrawn, reinstated);
        assertThat(event("charge.dispute.closed", dispute("won", out + "," + back)))
                .containsExactly(opened, withdrawn, reinstated, new DisputeClosed(STRIPE, "dp_1", "ch_1", true, TOLD));
        assertThat(event("charge.dispute.closed", dispute("lost", out)))
                .containsExactly(opened, withdrawn, new DisputeClosed(STRIPE, "dp_1", "ch_1", false, TOLD));
        assertThat(event("charge.dispute.closed", dispute("warning_closed", "")))
                .containsExactly(opened, new DisputeClosed(STRIPE, "dp_1", "ch_1", true, TOLD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"warning_needs_response", "under_review", "appeal_under_review", "never_heard_of"})
    void aDisputeOfAnyOtherStatusIsNotClosed(String status) {
        assertThat(event("charge.dispute.updated", dispute(status, ""))).hasOnlyElementsOfType(DisputeOpened.class);
    }

    @Test
    void aPayoutMayComeBackAfterItWasPaid() {
        PayoutSent sent = new PayoutSent(STRIPE, "po_1", FIVE, Instant.ofEpochSecond(1700));

        assertThat(event("payout.created", payout("in_transit"))).isEmpty();
        assertThat(event("payout.paid", payout("paid"))).containsExactly(sent);
        assertThat(event("payout.failed", payout("failed")))
                .containsExactly(sent, new PayoutFailed(STRIPE, "po_1", FIVE, TOLD));
        assertThat(event("payout.canceled", payout("canceled"))).isEmpty();
    }

    @Test
    void aSubscriptionIsSeenAsItStands() {
        assertThat(event("customer.subscription.created", SUBSCRIPTION))
                .containsExactly(
                        new Linked(STRIPE, "sub_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new SubscriptionSeen(
                                STRIPE,
                                "sub_1",
                                Standing.ACTIVE,
                                Source.EVENT,
                                FIVE,
                                Cadence.MONTHLY,
                                Instant.ofEpochSecond(9000),
                                null,
                                null,
                                TOLD));
    }

    @ParameterizedTest
    @CsvSource({
        "incomplete, INCOMPLETE",
        "trialing, ACTIVE",
        "active, ACTIVE",
        "past_due, PAST_DUE",
        "unpaid, PAST_DUE",
        "paused, PAUSED",
        "canceled, ENDED",
        "incomplete_expired, ENDED",
        "never_heard_of, INCOMPLETE"
    })
    void everyStatusHasAStanding(String status, Standing standing) {
        assertThat(seen(with(SUBSCRIPTION, "status", "\"" + status + "\"")).standing())
                .isEqualTo(standing);
    }

    @Test
    void aPausedSubscriptionIsCalledActiveByStripe() {
        SubscriptionSeen seen =
                seen(with(SUBSCRIPTION, "pause_collection", "{\"behavior\": \"void\", \"resumes_at\": 8000}"));

        assertThat(seen.standing()).isEqualTo(Standing.PAUSED);
        assertThat(seen.resumesAt()).isEqualTo(Instant.ofEpochSecond(8000));
        assertThat(seen(with(SUBSCRIPTION, "pause_collection", "{\"behavior\": \"void\", \"resumes_at\": null}"))
                        .resumesAt())
                .isNull();
    }

    @Test
    void aSubscriptionMayEndLater() {
        assertThat(seen(with(SUBSCRIPTION, "cancel_at_period_end", "true")).endsAt())
                .isEqualTo(Instant.ofEpochSecond(9000));
        assertThat(seen(with(SUBSCRIPTION, "cancel_at", "7000")).endsAt()).isEqualTo(Instant.ofEpochSecond(7000));
    }

    @Test
    void aSubscriptionHasEndedWhenItEndedAndNotWhenWeWereTold() {
        String ended = with(with(SUBSCRIPTION, "status", "\"canceled\""), "ended_at", "1900");

        assertThat(seen(ended).at()).isEqualTo(Instant.ofEpochSecond(1900));
        assertThat(only(SubscriptionSeen.class, answer(ended)).at()).isEqualTo(Instant.ofEpochSecond(1900));
    }

    @ParameterizedTest
    @CsvSource({"cancellation_requested, WANTED", "payment_failed, GIVEN_UP", "payment_disputed,", "anything,"})
    void anEndSaysWhy(String reason, SubscriptionSeen.@Nullable End why) {
        String explained = with(SUBSCRIPTION, "cancellation_details", "{\"reason\": \"" + reason + "\"}");

        assertThat(seen(with(explained, "status", "\"canceled\"")).end()).isEqualTo(why);
        assertThat(seen(explained).end()).as("not ended yet").isNull();
        assertThat(seen(with(SUBSCRIPTION, "status", "\"canceled\"")).end()).isNull();
    }

    @Test
    void aPictureThatWasFetchedIsOfWhenItWasFetched() {
        SubscriptionSeen seen = only(SubscriptionSeen.class, answer(SUBSCRIPTION));

        assertThat(seen.source()).isEqualTo(Source.FETCHED);
        assertThat(seen.at()).isEqualTo(ASKED);
    }

    @Test
    void theAmountOfASubscriptionIsThatOfItsPriceTimesItsQuantity() {
        assertThat(seen(SUBSCRIPTION
                                .replace("\"quantity\": 1", "\"quantity\": 3")
                                .replace("month", "year"))
                        .amount())
                .isEqualTo(Money.parse("USD 15.00"));
    }

    @Test
    void aSubscriptionOfAnotherShapeThanOursIsNotReadAsOneOfOurs() {
        String item = SUBSCRIPTION.substring(SUBSCRIPTION.indexOf("{\"id\": \"si_1\""), SUBSCRIPTION.indexOf("]}}"));

        for (String other : List.of(
                SUBSCRIPTION.replace("\"interval_count\": 1", "\"interval_count\": 3"),
                SUBSCRIPTION.replace("month", "week"),
                SUBSCRIPTION.replace("\"unit_amount\": 500", "\"unit_amount\": null"),
                SUBSCRIPTION.replace(item, item + ", " + item),
                SUBSCRIPTION.replace(item, ""))) {
            assertThat(event("customer.subscription.updated", other))
                    .containsExactly(new Linked(STRIPE, "sub_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "usd, 500, USD 5.00",
        "jpy, 500, JPY 500",
        "jpy, 1000, JPY 1000",
        "krw, 500, KRW 500",
        "isk, 50000, ISK 500",
        "huf, 50000, HUF 500.00",
        "twd, 5000, TWD 50.00",
        "kwd, 5120, KWD 5.120",
        "bhd, 5000, BHD 5.000",
        "usd, 0, USD 0.00"
    })
    void amountsAreReadAndWrittenInTheUnitsThatStripeCountsIn(String currency, long units, String amount) {
        assertThat(StripeAmounts.read(currency, units)).isEqualTo(Money.parse(amount));
        assertThat(StripeAmounts.write(Money.parse(amount))).isEqualTo(units);
    }

    @Test
    void aChargeWithoutDecimalsIsNotReadAsAHundredthOfItself() {
        assertThat(event("charge.succeeded", with(CHARGE, "currency", "\"jpy\"")))
                .contains(new PaymentSucceeded(STRIPE, "ch_1", Money.parse("JPY 500"), Instant.ofEpochSecond(1000)));
    }

    @Test
    void webhooksAndAnswersTellTheSame() {
        String booked = with(CHARGE, "balance_transaction", booking("txn_1", 500, 45));

        assertThat(event("charge.succeeded", CHARGE)).isEqualTo(answer(CHARGE));
        assertThat(answer(booked)).containsAll(event("charge.updated", booked));
        assertThat(event("refund.updated", refund("re_1", 500, "succeeded")))
                .isEqualTo(answer(refund("re_1", 500, "pending")));
        assertThat(keys(event("refund.failed", refund("re_1", 500, "failed"))))
                .isEqualTo(keys(answer(refund("re_1", 500, "failed"))));
        String session = session("complete", "unpaid", "\"payment_intent\": \"pi_1\"");
        assertThat(event("checkout.session.completed", session)).isEqualTo(answer(session));
        assertThat(event("charge.dispute.created", dispute("needs_response", booking("txn_2", -500, 1500))))
                .isEqualTo(answer(dispute("needs_response", booking("txn_2", -500, 1500))));
        assertThat(answer(with(CHARGE, "balance_transaction", booking("txn_1", 500, 45))))
                .isEqualTo(answer(booked));
    }

    @Test
    void whatIsGivenInFullIsReadInFull() {
        String charge = with(CHARGE, "balance_transaction", booking("txn_1", 500, 45));
        String intent = "{\"id\": \"pi_1\", \"object\": \"payment_intent\", \"latest_charge\": " + charge + "}";

        assertThat(answer(session("complete", "paid", "\"payment_intent\": " + intent)))
                .containsExactly(
                        new Linked(STRIPE, "cs_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new Linked(STRIPE, "pi_1", "cs_1"),
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new PaymentSucceeded(STRIPE, "ch_1", FIVE, Instant.ofEpochSecond(1000)),
                        new Settled(
                                STRIPE,
                                "txn_1",
                                "ch_1",
                                FIVE,
                                FIVE,
                                Money.parse("USD 0.45"),
                                Instant.ofEpochSecond(1001)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"object\": \"customer\", \"id\": \"cus_1\"}",
                "{\"object\": \"something.new\", \"id\": \"x_1\", \"amount\": 500}",
                "{\"object\": 7}",
                "{\"object\": null}",
                // An upcoming one has no id.
                "{\"object\": \"invoice\", \"subscription\": \"sub_1\", \"amount_due\": 500}"
            })
    void whatDoesNotConcernUsGivesNoFacts(String object) {
        for (String type : List.of("", "charge.updated", "invoice.payment_failed", "never.heard_of", "payout.failed")) {
            assertThat(event(type, object)).isEmpty();
        }
    }

    @Test
    void moneyThatLacksWhatStripePromisesIsNotLostInSilence() {
        for (String field : List.of("id", "amount", "currency", "created")) {
            ObjectNode charge = (ObjectNode) JSON.readTree(CHARGE);
            charge.remove("amount_captured");
            charge.remove(field);

            assertThatThrownBy(() -> event("charge.succeeded", charge.toString()))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void paymentsOfTheOldShapeAreLinkedByTheChargeAndTheInvoice() {
        assertThat(event("charge.succeeded", with(CHARGE, "invoice", "\"in_1\"")))
                .contains(new Linked(STRIPE, "ch_1", "in_1"));
        assertThat(event("invoice.payment_succeeded", """
            {"id": "in_1", "object": "invoice", "subscription": "sub_1", "payment_intent": "pi_1",
             "charge": "ch_1", "currency": "usd", "amount_paid": 500,
             "subscription_details": {"metadata": {"reference": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"}}}\
            """))
                .containsExactly(
                        new Linked(STRIPE, "in_1", "sub_1"),
                        new Linked(STRIPE, "sub_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new Linked(STRIPE, "pi_1", "in_1"),
                        new Linked(STRIPE, "ch_1", "in_1"));
        assertThat(event(
                        "payment_intent.succeeded",
                        "{\"id\": \"pi_1\", \"object\": \"payment_intent\", \"invoice\": \"in_1\"}"))
                .containsExactly(new Linked(STRIPE, "pi_1", "in_1"));
    }

    @Test
    void realEventsOfTheOldVersionAreUnderstood() {
        assertThat(old("charge.succeeded"))
                .contains(new PaymentSucceeded(
                        STRIPE,
                        "ch_000000000000000000000000",
                        Money.parse("USD 20.00"),
                        Instant.ofEpochSecond(1648320032)));
        assertThat(old("charge.refunded"))
                .contains(new RefundMade(
                        STRIPE,
                        "re_000000000000000000000000",
                        "ch_000000000000000000000000",
                        Money.parse("USD 1.00"),
                        Instant.ofEpochSecond(1648319949)));
        assertThat(old("invoice.updated"))
                .contains(new Linked(STRIPE, "in_000000000000000000000000", "sub_000000000000000000000000"));
        assertThat(old("invoice.payment_succeeded"))
                .contains(new Linked(STRIPE, "ch_000000000000000000000000", "in_000000000000000000000000"));
        assertThat(only(SubscriptionSeen.class, old("customer.subscription.updated")))
                .returns(Cadence.MONTHLY, SubscriptionSeen::cadence)
                .returns(Instant.ofEpochSecond(1650998505), SubscriptionSeen::paidUntil);
        assertThat(old("payout.paid")).hasOnlyElementsOfType(PayoutSent.class).hasSize(1);
        assertThat(old("charge.dispute.created"))
                .hasOnlyElementsOfType(DisputeOpened.class)
                .hasSize(1);
        assertThat(old("checkout.session.completed.payment_mode"))
                .containsExactly(new Linked(STRIPE, "pi_00000000000000", "cs_00000000000000"));
    }

    @Test
    void everyRealEventHasAnAnswer() {
        RealStripe.oldEvents()
                .forEach((file, event) ->
                        assertThatCode(() -> old(event)).as(file).doesNotThrowAnyException());
    }

    @Test
    void everyRealObjectHasAnAnswer() {
        Map<String, JsonNode> old = RealStripe.oldObjects();
        // Not as Stripe wrote them: they were kept in a database, which made texts of their amounts.
        old.values().removeIf(object -> object.path("amount").isString());
        for (Map<String, JsonNode> objects : List.of(RealStripe.objects(), old)) {
            objects.forEach((name, object) -> {
                for (String type : List.of("charge.updated", "invoice.payment_failed", "payout.failed", "x.updated")) {
                    assertThatCode(() -> event(type, object.toString()))
                            .as(name)
                            .doesNotThrowAnyException();
                }
                assertThatCode(() -> answer(object.toString())).as(name).doesNotThrowAnyException();
            });
        }
    }

    /** As they are received: reduced first. */
    private static List<Fact> event(String type, String object) {
        return StripeFacts.inEvent(
                STRIPE, type, TOLD, StripeProjection.of(JSON.readTree(object), FakeStripe.COUNTRIES));
    }

    private static List<Fact> answer(String object) {
        return StripeFacts.inAnswer(STRIPE, ASKED, JSON.readTree(object), FakeStripe.COUNTRIES);
    }

    private static List<Fact> old(String name) {
        return old(RealStripe.oldEvent(name));
    }

    private static List<Fact> old(JsonNode event) {
        return StripeFacts.inEvent(
                STRIPE,
                event.path("type").stringValue(),
                Instant.ofEpochSecond(event.path("created").longValue()),
                StripeProjection.of(event.path("data").path("object"), FakeStripe.COUNTRIES));
    }

    private static SubscriptionSeen seen(String subscription) {
        return only(SubscriptionSeen.class, event("customer.subscription.updated", subscription));
    }

    private static <T extends Fact> T only(Class<T> kind, List<Fact> facts) {
        List<T> found = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<String> keys(List<Fact> facts) {
        return facts.stream().map(Fact::key).toList();
    }

    private static String with(String object, String field, String value) {
        return ((ObjectNode) JSON.readTree(object))
                .set(field, JSON.readTree(value))
                .toString();
    }

    private static String session(String status, String payment, String parts) {
        return """
            {"id": "cs_1", "object": "checkout.session", "status": "%s", "payment_status": "%s", "created": 980,
             "expires_at": 4000, "client_reference_id": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f", "metadata": {"reference": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"}, %s}\
            """.formatted(status, payment, parts);
    }

    private static String invoice(String more) {
        return """
            {"id": "in_2", "object": "invoice", "amount_paid": 500, "currency": "usd",
             "parent": {"type": "subscription_details", "subscription_details": {
               "subscription": "sub_1", "metadata": {"reference": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"}}}%s}\
            """.formatted(more);
    }

    private static String refund(String id, long amount, String status) {
        return """
            {"id": "%s", "object": "refund", "amount": %d, "currency": "usd", "charge": "ch_1",
             "payment_intent": "pi_1", "status": "%s", "created": 1500}\
            """.formatted(id, amount, status);
    }

    private static String booking(String id, long amount, long fee) {
        return """
            {"id": "%s", "object": "balance_transaction", "amount": %d, "fee": %d, "currency": "usd",
             "created": 1001}\
            """.formatted(id, amount, fee);
    }

    private static String dispute(String status, String bookings) {
        return """
            {"id": "dp_1", "object": "dispute", "amount": 500, "currency": "usd", "charge": "ch_1",
             "payment_intent": "pi_1", "status": "%s", "created": 1600, "balance_transactions": [%s]}\
            """.formatted(status, bookings);
    }

    private static String payout(String status) {
        return """
            {"id": "po_1", "object": "payout", "amount": 500, "currency": "usd", "status": "%s", "created": 1700,
             "arrival_date": 90000}\
            """.formatted(status);
    }
}
