package org.standwith.payments.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.paypal.PayPalFactsTest.TOLD;
import static org.standwith.payments.paypal.PayPalFactsTest.facts;
import static org.standwith.payments.paypal.PayPalProvider.PAYPAL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.DisputeClosed;
import org.standwith.payments.Fact.DisputeOpened;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is left on our account at PayPal, to the cent: what it takes, gives back and exchanges. */
class PayPalSettlementTest {

    private static final Instant MADE = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TIMES = "\"create_time\": \"2026-03-01T12:00:00Z\"";

    @ParameterizedTest
    @CsvSource({
        // What was paid, in the currency of the payment what is left of it, and of the account; then the account.
        "USD 30.00, USD 28.46, , USD 28.46",
        "USD 30.00, USD 26.46, , USD 26.46",
        "EUR 5.00, EUR 4.36, USD 4.71, USD 4.71",
        "EUR 0.07, EUR 0.01, USD 0.01, USD 0.01",
        "EUR 999.99, EUR 970.03, USD 1048.77, USD 1048.77",
        "USD 0.30, USD 0.00, , USD 0.00",
        "USD 0.30, USD 0.00, EUR 0.00, USD 0.00",
        "USD 0.30, USD -0.05, , USD -0.05",
        "USD 0.30, USD -0.05, EUR -0.04, EUR -0.04",
        "JPY 500, JPY 442, , JPY 442",
        "USD 5.00, USD 4.36, JPY 654, JPY 654",
        "JPY 500, JPY 442, EUR 2.81, EUR 2.81",
        "HUF 2000, HUF 1873, , HUF 1873",
        "USD 5.00, USD 4.36, HUF 1577, HUF 1577"
    })
    void whatACaptureBringsIsWhatPayPalSaysIsLeft(String paid, String net, String received, String account) {
        ObjectNode capture = capture(paid);
        ObjectNode breakdown = capture.putObject("seller_receivable_breakdown");
        put(breakdown, "gross_amount", paid);
        put(breakdown, "net_amount", net);
        if (received != null) {
            put(breakdown, "receivable_amount", received);
        }

        assertThat(clearing(facts("PAYMENT.CAPTURE.COMPLETED", capture, TOLD)))
                .containsExactlyEntriesOf(sum(Money.parse(account)));
    }

    @Test
    void theFeeIsExchangedByTheSameRateAndWithoutDecimalsWherePayPalHasNone() {
        ObjectNode capture = capture("USD 5.00");
        ObjectNode breakdown = capture.putObject("seller_receivable_breakdown");
        put(breakdown, "net_amount", "USD 4.36");
        put(breakdown, "receivable_amount", "HUF 1577");

        Settled settled = settled(facts("PAYMENT.CAPTURE.COMPLETED", capture, TOLD));

        assertThat(settled.fee()).isEqualTo(Money.parse("HUF 231"));
        assertThat(settled.settled()).isEqualTo(Money.parse("HUF 1808"));
        assertThat(settled.original()).isEqualTo(Money.parse("USD 5.00"));
    }

    @Test
    void whatPlatformsTakeIsAFeeAsWell() {
        ObjectNode capture = capture("USD 30.00");
        ObjectNode breakdown = capture.putObject("seller_receivable_breakdown");
        put(breakdown, "paypal_fee", "USD 1.54");
        put(breakdown, "net_amount", "USD 26.46");

        assertThat(settled(facts("PAYMENT.CAPTURE.COMPLETED", capture, TOLD)).fee())
                .isEqualTo(Money.parse("USD 3.54"));
    }

    @Test
    void withoutABreakdownNothingIsSettledYet() {
        assertThat(facts("PAYMENT.CAPTURE.COMPLETED", capture("USD 30.00"), TOLD))
                .noneMatch(Settled.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"USD 5.00, USD 0.64, , USD 4.36", "EUR 5.00, EUR 0.64, USD 4.71, USD 4.71"})
    void aSaleSaysItInTheOldShape(String paid, String fee, String received, String account) {
        ObjectNode sale = old("60A11111BB222222C", paid);
        putOld(sale, "transaction_fee", fee);
        if (received != null) {
            putOld(sale, "receivable_amount", received);
        }

        assertThat(clearing(facts("PAYMENT.SALE.COMPLETED", sale, TOLD)))
                .containsExactlyEntriesOf(sum(Money.parse(account)));
    }

    @ParameterizedTest
    @CsvSource({
        // What went back, what of that was taken from us, the same in the currency of the account, and where it stands.
        "USD 2.00, USD 2.00, , , USD -2.00",
        "USD 2.00, USD 1.94, , , USD -1.94",
        "EUR 2.00, EUR 1.94, USD 2.10, net_amount_breakdown, USD -2.10",
        "EUR 2.00, EUR 1.94, USD 2.10, net_amount_in_receivable_currency, USD -2.10",
        "JPY 300, JPY 291, EUR 1.85, net_amount_breakdown, EUR -1.85"
    })
    void whatARefundTakesIsWhatPayPalSays(String refunded, String net, String taken, String where, String account) {
        ObjectNode refund = refund(refunded, "COMPLETED");
        ObjectNode breakdown = refund.putObject("seller_payable_breakdown");
        put(breakdown, "net_amount", net);
        if ("net_amount_breakdown".equals(where)) {
            put(breakdown.putArray(where).addObject(), "payable_amount", taken);
        } else if (where != null) {
            put(breakdown, where, taken);
        }

        List<Fact> facts = facts("PAYMENT.CAPTURE.REFUNDED", refund, TOLD);

        assertThat(facts).contains(new RefundMade(PAYPAL, "1R0ABCDEF12345678", "3C6", Money.parse(refunded), MADE));
        assertThat(clearing(facts)).containsExactlyEntriesOf(sum(Money.parse(account)));
    }

    @ParameterizedTest
    @CsvSource({
        "USD 0.02, USD 0.01, USD 0.01, USD -0.01",
        "USD -0.02, USD 0.01, USD 0.01, USD -0.01",
        "USD -0.02, USD -0.01, USD -0.01, USD -0.01",
        "USD 5.00, , USD 4.80, USD -4.80",
        "USD -5.00, , , USD -5.00",
        "EUR 5.00, EUR 0.20, USD 5.18, USD -5.18"
    })
    void aRefundOfASaleGivesAPartOfTheFeeBack(String refunded, String fee, String taken, String account) {
        ObjectNode refund = old("6YX43824R4443062K", refunded);
        refund.put("sale_id", "9T0916710M1105906");
        if (fee != null) {
            putOld(refund, "refund_from_transaction_fee", fee);
        }
        if (taken != null) {
            putOld(refund, "refund_from_received_amount", taken);
        }

        assertThat(clearing(facts("PAYMENT.SALE.REFUNDED", refund, TOLD)))
                .containsExactlyEntriesOf(sum(Money.parse(account)));
    }

    @ParameterizedTest
    @CsvSource({"FAILED", "CANCELLED"})
    void aRefundThatFailedLeavesNothingBehindWhateverWasToldBefore(String status) {
        ObjectNode pending = refund("EUR 2.00", "PENDING");
        ObjectNode failed = refund("EUR 2.00", status);
        for (ObjectNode refund : List.of(pending, failed)) {
            ObjectNode breakdown = refund.putObject("seller_payable_breakdown");
            put(breakdown, "net_amount", "EUR 1.94");
            put(breakdown.putArray("net_amount_breakdown").addObject(), "payable_amount", "USD 2.10");
        }
        List<Fact> later = facts("PAYMENT.REFUND.FAILED", failed, TOLD);
        List<Fact> all = new ArrayList<>(facts("PAYMENT.REFUND.PENDING", pending, TOLD));
        all.addAll(later);

        assertThat(clearing(later)).isEmpty();
        assertThat(clearing(all)).isEmpty();
        assertThat(all).anyMatch(RefundFailed.class::isInstance);
    }

    @Test
    void partsOfAPaymentAreRefundedEachByItself() {
        List<Fact> facts = new ArrayList<>(facts("PAYMENT.CAPTURE.REFUNDED", refund("USD 2.00", "COMPLETED"), TOLD));
        facts.addAll(facts(
                "PAYMENT.CAPTURE.REFUNDED", refund("USD 3.00", "COMPLETED").put("id", "OTHER"), TOLD));

        assertThat(clearing(facts)).containsExactlyEntriesOf(sum(Money.parse("USD -5.00")));
    }

    @Test
    void whatIsReversedWasWithdrawnAndTheFeeMayComeBack() {
        ObjectNode reversal = refund("EUR 5.00", "COMPLETED");
        ObjectNode breakdown = reversal.putObject("seller_payable_breakdown");
        put(breakdown, "net_amount", "EUR 4.36");
        put(breakdown.putArray("net_amount_breakdown").addObject(), "payable_amount", "USD 4.71");

        List<Fact> facts = facts("PAYMENT.CAPTURE.REVERSED", reversal, TOLD);

        assertThat(facts)
                .containsExactly(new DisputeWithdrawn(
                        PAYPAL,
                        "1R0ABCDEF12345678",
                        "3C6",
                        Money.parse("EUR 5.00"),
                        Money.parse("USD 5.40"),
                        Money.parse("USD -0.69"),
                        MADE));
        assertThat(clearing(facts)).containsExactlyEntriesOf(sum(Money.parse("USD -4.71")));
    }

    @Test
    void aSaleIsReversedInTheOldShape() {
        ObjectNode reversal = old("R1", "USD -5.00").put("sale_id", "S1");

        assertThat(facts("PAYMENT.SALE.REVERSED", reversal, TOLD))
                .containsExactly(new DisputeWithdrawn(
                        PAYPAL,
                        "R1",
                        "S1",
                        Money.parse("USD 5.00"),
                        Money.parse("USD 5.00"),
                        Money.parse("USD 0.00"),
                        MADE));
    }

    @Test
    void aDisputeMovesFeesAndWhatComesBackAndNothingTwice() {
        JsonNode dispute = FakePayPal.json(dispute("RESOLVED", "RESOLVED_SELLER_FAVOUR"));
        List<Fact> updated = facts("CUSTOMER.DISPUTE.UPDATED", dispute, TOLD.minusSeconds(500));
        List<Fact> resolved = facts("CUSTOMER.DISPUTE.RESOLVED", dispute, TOLD);

        assertThat(resolved)
                .hasSize(5)
                .contains(
                        new DisputeOpened(PAYPAL, "PP-D-1", "3C6", Money.parse("USD 5.00"), MADE),
                        new DisputeClosed(PAYPAL, "PP-D-1", "3C6", true, TOLD));
        assertThat(resolved.stream().map(Fact::key))
                .isEqualTo(updated.stream().map(Fact::key).toList());
        // 20.00 for the dispute, of which 12.00 and what was contested came back.
        assertThat(clearing(resolved)).containsExactlyEntriesOf(sum(Money.parse("USD -3.00")));
    }

    @ParameterizedTest
    @CsvSource({
        "RESOLVED_SELLER_FAVOUR, true",
        "RESOLVED_WITH_PAYOUT, true",
        "CANCELED_BY_BUYER, true",
        "DENIED, true",
        "RESOLVED_BUYER_FAVOUR, false",
        "ACCEPTED, false",
        "NONE, false"
    })
    void aDisputeIsWonOrLost(String outcome, boolean won) {
        assertThat(facts("CUSTOMER.DISPUTE.RESOLVED", dispute("RESOLVED", outcome)))
                .contains(new DisputeClosed(PAYPAL, "PP-D-1", "3C6", won, TOLD));
        assertThat(facts("CUSTOMER.DISPUTE.UPDATED", dispute("UNDER_REVIEW", outcome)))
                .noneMatch(DisputeClosed.class::isInstance);
    }

    @Test
    void whatComesBackInTheCurrencyOfTheAccountEndsWhatWasContestedInTheOther() {
        String dispute =
                dispute("RESOLVED", "DENIED").replace("{\"currency_code\": \"USD\", \"value\": \"5.00\"}}", """
                    {"currency_code": "EUR", "value": "4.60"}}\
                    """);

        assertThat(facts("CUSTOMER.DISPUTE.RESOLVED", dispute))
                .anySatisfy(fact -> assertThat(fact).isInstanceOfSatisfying(DisputeReinstated.class, back -> {
                    assertThat(back.original()).isEqualTo(Money.parse("USD 5.00"));
                    assertThat(back.settled()).isEqualTo(Money.parse("EUR 4.60"));
                }));
    }

    /** By the same arithmetic as the posting rules: each fact counts once by its key. */
    private static Map<String, Money> clearing(List<Fact> facts) {
        Map<String, Fact> once = new TreeMap<>();
        facts.forEach(fact -> once.putIfAbsent(fact.key(), fact));
        Map<String, Money> sums = new TreeMap<>();
        for (Fact fact : once.values()) {
            switch (fact) {
                case PaymentSucceeded paid -> add(sums, paid.amount());
                case RefundMade refund -> add(sums, refund.amount().negated());
                case RefundFailed refund -> add(sums, refund.amount());
                case Settled settled -> {
                    exchange(sums, settled.original(), settled.settled());
                    add(sums, settled.fee().negated());
                }
                case DisputeWithdrawn taken -> {
                    add(sums, taken.settled().plus(taken.fee()).negated());
                }
                case DisputeReinstated back -> {
                    add(sums, back.settled().plus(back.fee()));
                }
                default -> {}
            }
        }
        sums.values().removeIf(Money::isZero);
        return sums;
    }

    private static Settled settled(List<Fact> facts) {
        return facts.stream()
                .filter(Settled.class::isInstance)
                .map(Settled.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void exchange(Map<String, Money> sums, Money from, Money to) {
        add(sums, from.negated());
        add(sums, to);
    }

    private static void add(Map<String, Money> sums, Money amount) {
        sums.merge(amount.getCurrencyUnit().getCode(), amount, Money::plus);
    }

    private static Map<String, Money> sum(Money money) {
        return money.isZero() ? Map.of() : Map.of(money.getCurrencyUnit().getCode(), money);
    }

    private static ObjectNode capture(String amount) {
        ObjectNode capture =
                (ObjectNode) FakePayPal.json("{\"id\": \"3C6\", \"status\": \"COMPLETED\", " + TIMES + "}");
        put(capture, "amount", amount);
        return capture;
    }

    private static ObjectNode refund(String amount, String status) {
        ObjectNode refund = (ObjectNode) FakePayPal.json("""
            {"id": "1R0ABCDEF12345678", "status": "%s", %s, "links": [
              {"rel": "self", "href": "https://api.paypal.com/v2/payments/refunds/1R0ABCDEF12345678"},
              {"rel": "up", "href": "https://api.paypal.com/v2/payments/captures/3C6"}]}\
            """.formatted(status, TIMES));
        put(refund, "amount", amount);
        return refund;
    }

    private static ObjectNode old(String id, String amount) {
        ObjectNode object =
                (ObjectNode) FakePayPal.json("{\"id\": \"" + id + "\", \"state\": \"completed\", " + TIMES + "}");
        putOld(object, "amount", amount);
        return object;
    }

    private static void put(ObjectNode object, String name, String amount) {
        object.putObject(name).put("currency_code", amount.substring(0, 3)).put("value", amount.substring(4));
    }

    private static void putOld(ObjectNode object, String name, String amount) {
        object.putObject(name)
                .put("currency", amount.substring(0, 3))
                .put(name.equals("transaction_fee") ? "value" : "total", amount.substring(4));
    }

    private static String dispute(String status, String outcome) {
        return """
            {"dispute_id": "PP-D-1", "status": "%s", "reason": "UNAUTHORISED", %s,
             "dispute_outcome": {"outcome_code": "%s"},
             "dispute_amount": {"currency_code": "USD", "value": "5.00"},
             "disputed_transactions": [{"seller_transaction_id": "3C6", "buyer": {"name": "Jane"}}],
             "money_movements": [
               {"affected_party": "SELLER", "type": "DEBIT", "reason": "DISPUTE_FEE",
                "initiated_time": "2026-03-01T13:00:00Z", "amount": {"currency_code": "USD", "value": "20.00"}},
               {"affected_party": "SELLER", "type": "DEBIT", "reason": "DISPUTE_SETTLEMENT",
                "initiated_time": "2026-03-01T13:00:00Z", "amount": {"currency_code": "USD", "value": "9.00"}},
               {"affected_party": "BUYER", "type": "CREDIT", "reason": "DISPUTE_SETTLEMENT",
                "initiated_time": "2026-03-01T13:00:00Z", "amount": {"currency_code": "USD", "value": "9.00"}},
               {"affected_party": "SELLER", "type": "CREDIT", "reason": "DISPUTE_FEE",
                "amount": {"currency_code": "USD", "value": "12.00"}},
               {"affected_party": "SELLER", "type": "CREDIT", "reason": "DISPUTE_SETTLEMENT",
                "initiated_time": "2018-19-12T13:00:00Z", "amount": {"currency_code": "USD", "value": "5.00"}}]}\
            """.formatted(status, TIMES, outcome);
    }
}
