package org.standwith.payments.stripe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** Money that goes back, and sometimes comes again: refunds and disputes. */
final class StripeReversals {

    private StripeReversals() {}

    /** @param asOf when this was so; a failure is dated by its booking where that is given in full */
    static List<Fact> refund(Provider provider, JsonNode refund, Instant asOf) {
        Optional<String> payment =
                StripeFacts.idOf(refund.path("charge")).or(() -> StripeFacts.idOf(refund.path("payment_intent")));
        if (payment.isEmpty()) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        String id = StripeFacts.id(refund);
        Money amount = StripeFacts.money(refund, "amount");
        String status = refund.path("status").stringValue("");
        if (!status.equals("requires_action")) {
            // The money leaves when the refund is made, also while the bank has not confirmed it.
            Instant created = StripeFacts.time(refund, "created");
            facts.add(new RefundMade(provider, id, payment.get(), amount, created));
            settled(provider, refund.path("balance_transaction"), payment.get(), amount.negated(), facts);
        }
        if (status.equals("failed") || status.equals("canceled")) {
            JsonNode booking = refund.path("failure_balance_transaction");
            Instant at = booking.isObject() ? StripeFacts.time(booking, "created") : asOf;
            facts.add(new RefundFailed(provider, id, payment.get(), amount, at));
            settled(provider, booking, payment.get(), amount, facts);
        }
        return facts;
    }

    private static void settled(Provider provider, JsonNode booking, String payment, Money original, List<Fact> facts) {
        if (booking.isObject()) {
            facts.add(new Settled(
                    provider,
                    StripeFacts.id(booking),
                    payment,
                    original,
                    StripeFacts.money(booking, "amount"),
                    StripeFacts.money(booking, "fee"),
                    StripeFacts.time(booking, "created")));
        }
    }

    static List<Fact> dispute(Provider provider, JsonNode dispute, Instant asOf) {
        if (StripeFacts.idOf(dispute).isEmpty()) {
            // Of a very old API version, in which a dispute was a part of its charge.
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        String id = StripeFacts.id(dispute);
        String payment = StripeFacts.idOf(dispute.path("charge")).orElseThrow();
        Money contested = StripeFacts.money(dispute, "amount");
        facts.add(new DisputeOpened(provider, id, payment, contested, StripeFacts.time(dispute, "created")));
        for (JsonNode booking : dispute.path("balance_transactions")) {
            String transaction = StripeFacts.id(booking);
            Money moved = StripeFacts.money(booking, "amount");
            Money settled = moved.abs();
            Money original = contested.isSameCurrency(settled) ? settled : contested;
            Money fee = StripeFacts.money(booking, "fee").abs();
            Instant at = StripeFacts.time(booking, "created");
            facts.add(
                    moved.isNegative()
                            ? new DisputeWithdrawn(provider, transaction, payment, original, settled, fee, at)
                            : new DisputeReinstated(provider, transaction, payment, original, settled, fee, at));
        }
        String status = dispute.path("status").stringValue("");
        if (status.equals("won") || status.equals("lost")) {
            facts.add(new DisputeClosed(provider, id, payment, status.equals("won"), asOf));
        }
        return facts;
    }
}
