package org.standwith.payments.paypal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.DisputeClosed;
import org.standwith.payments.Fact.DisputeOpened;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Provider;
import tools.jackson.databind.JsonNode;

/** Money that goes back, and sometimes comes again: refunds, reversals and disputes. */
final class PayPalReversals {

    private static final Set<String> FEES = Set.of("DISPUTE_FEE", "CHARGEBACK_FEE", "DISPUTE_SETTLEMENT_FEE");

    private static final Set<String> WON =
            Set.of("RESOLVED_SELLER_FAVOUR", "RESOLVED_WITH_PAYOUT", "CANCELED_BY_BUYER", "DENIED");

    private PayPalReversals() {}

    /** @param asOf for what carries no readable time of its own, and for when a refund failed */
    static List<Fact> refund(Provider provider, JsonNode refund, Instant asOf) {
        List<Fact> facts = new ArrayList<>();
        String id = PayPalFields.id(refund);
        String payment = paymentOf(refund);
        Money amount = PayPalAmounts.read(refund.path("amount")).abs();
        Instant at = PayPalTimes.read(refund.path("create_time")).orElse(asOf);
        facts.add(new RefundMade(provider, id, payment, amount, at));
        Optional<PayPalSettlement> taken = PayPalSettlement.back(refund);
        taken.map(back -> new Settled(
                        provider,
                        id,
                        payment,
                        amount.negated(),
                        back.gross().negated(),
                        back.fee().negated(),
                        at))
                .ifPresent(facts::add);
        if (Set.of("FAILED", "CANCELLED").contains(PayPalFields.status(refund))) {
            facts.add(new RefundFailed(provider, id, payment, amount, asOf));
            // With it went the part of the fee that PayPal had given back.
            taken.map(back -> new Settled(provider, id + ":failed", payment, amount, back.gross(), back.fee(), asOf))
                    .ifPresent(facts::add);
        }
        return facts;
    }

    /** What the payer's bank or PayPal's decision takes back, looks like a refund. */
    static List<Fact> reversal(Provider provider, JsonNode reversal, Instant asOf) {
        Money original = PayPalAmounts.read(reversal.path("amount")).abs();
        Optional<PayPalSettlement> back = PayPalSettlement.back(reversal);
        Money settled = back.map(PayPalSettlement::gross).orElse(original);
        Money fee = back.map(PayPalSettlement::fee).orElse(Money.zero(original.getCurrencyUnit()));
        return List.of(new DisputeWithdrawn(
                provider,
                PayPalFields.id(reversal),
                paymentOf(reversal),
                original,
                settled,
                fee.negated(),
                PayPalTimes.read(reversal.path("create_time")).orElse(asOf)));
    }

    /** A capture is named only in a link, a sale also by a field. */
    private static String paymentOf(JsonNode refund) {
        return PayPalFields.text(refund.path("sale_id"))
                .or(() -> PayPalFields.text(refund.path("capture_id")))
                .or(() -> PayPalFields.linked(refund, "captures"))
                .or(() -> PayPalFields.linked(refund, "sale"))
                .orElseThrow();
    }

    static List<Fact> dispute(Provider provider, JsonNode dispute, Instant asOf) {
        List<Fact> facts = new ArrayList<>();
        String id = PayPalFields.text(dispute.path("dispute_id")).orElseThrow();
        String payment = PayPalFields.text(
                        dispute.path("disputed_transactions").path(0).path("seller_transaction_id"))
                .orElseThrow();
        Money contested = PayPalAmounts.read(dispute.path("dispute_amount"));
        Instant opened = PayPalTimes.read(dispute.path("create_time")).orElse(asOf);
        facts.add(new DisputeOpened(provider, id, payment, contested, opened));
        dispute.path("money_movements")
                .forEach(each ->
                        movement(provider, id, payment, contested, each, asOf).ifPresent(facts::add));
        String outcome = dispute.path("dispute_outcome").path("outcome_code").stringValue("");
        if (PayPalFields.status(dispute).equals("RESOLVED")) {
            facts.add(new DisputeClosed(provider, id, payment, WON.contains(outcome), asOf));
        }
        return facts;
    }

    /**
     * What a dispute moved that no other event tells: fees, and money that came back. What was taken is told by the
     * reversal, which has an id of its own.
     */
    private static Optional<Fact> movement(
            Provider provider, String dispute, String payment, Money contested, JsonNode movement, Instant asOf) {
        boolean ours = movement.path("affected_party").stringValue("").equals("SELLER");
        boolean credit = movement.path("type").stringValue("").equals("CREDIT");
        String reason = movement.path("reason").stringValue("");
        boolean fee = FEES.contains(reason);
        if (!ours || !(fee || (credit && reason.equals("DISPUTE_SETTLEMENT")))) {
            return Optional.empty();
        }
        Money amount = PayPalAmounts.read(movement.path("amount")).abs();
        Money nothing = Money.zero(amount.getCurrencyUnit());
        Optional<Instant> initiated = PayPalTimes.read(movement.path("initiated_time"));
        Instant at = initiated.orElse(asOf);
        // Told again by every event of the dispute, so that the time of one must not be in the name.
        String id = dispute + ":" + reason + ":"
                + initiated.map(Instant::getEpochSecond).map(Object::toString).orElse("");
        if (!fee) {
            Money original = amount.isSameCurrency(contested) ? amount : contested;
            return Optional.of(new DisputeReinstated(provider, id, payment, original, amount, nothing, at));
        }
        return Optional.of(
                credit
                        ? new DisputeReinstated(provider, id, payment, nothing, nothing, amount, at)
                        : new DisputeWithdrawn(provider, id, payment, nothing, nothing, amount, at));
    }
}
