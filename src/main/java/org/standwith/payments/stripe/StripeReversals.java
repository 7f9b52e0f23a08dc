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
import org.standwith.payments.Fact.Movement;
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
                StripeFields.idOf(refund.path("charge")).or(() -> StripeFields.idOf(refund.path("payment_intent")));
        // Stripe makes a refund also of a reservation that is let go of, which moves no money.
        if (payment.isEmpty() || !StripeFacts.isCaptured(refund.path("charge"))) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        String id = StripeFields.id(refund);
        Money amount = StripeFields.money(refund, "amount");
        String status = refund.path("status").stringValue("");
        if (!status.equals("requires_action")) {
            // The money leaves when the refund is made, also while the bank has not confirmed it.
            Instant created = StripeFields.time(refund, "created");
            facts.add(new RefundMade(provider, id, payment.get(), amount, created));
            settled(provider, refund.path("balance_transaction"), payment.get(), amount.negated(), facts);
        }
        if (status.equals("failed") || status.equals("canceled")) {
            JsonNode booking = refund.path("failure_balance_transaction");
            Instant at = booking.isObject() ? StripeFields.time(booking, "created") : asOf;
            facts.add(new RefundFailed(provider, id, payment.get(), amount, at));
            settled(provider, booking, payment.get(), amount, facts);
        }
        return facts;
    }

    private static void settled(Provider provider, JsonNode booking, String payment, Money original, List<Fact> facts) {
        if (booking.isObject()) {
            facts.add(new Settled(
                    provider,
                    StripeFields.id(booking),
                    payment,
                    original,
                    StripeFields.money(booking, "amount"),
                    StripeFields.money(booking, "fee"),
                    StripeFields.time(booking, "created")));
        }
    }

    static List<Fact> dispute(Provider provider, JsonNode dispute, Instant asOf) {
        if (StripeFields.idOf(dispute).isEmpty()) {
            // Of a very old API version, in which a dispute was a part of its charge.
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        String id = StripeFields.id(dispute);
        String payment = StripeFields.idOf(dispute.path("charge")).orElseThrow();
        Money contested = StripeFields.money(dispute, "amount");
        facts.add(new DisputeOpened(provider, id, payment, contested, StripeFields.time(dispute, "created")));
        for (JsonNode booking : dispute.path("balance_transactions")) {
            facts.add(contested(provider, booking, payment, contested));
        }
        String status = dispute.path("status").stringValue("");
        // A warning that is closed never took any money, and takes none any more.
        boolean inOurFavour = status.equals("won") || status.equals("warning_closed");
        if (inOurFavour || status.equals("lost")) {
            facts.add(new DisputeClosed(provider, id, payment, inOurFavour, asOf));
        }
        return facts;
    }

    /** A booking without an amount is of the fee alone. */
    private static Movement contested(Provider provider, JsonNode booking, String payment, Money contested) {
        String transaction = StripeFields.id(booking);
        Money moved = StripeFields.money(booking, "amount");
        Money settled = moved.abs();
        Money original = contested.isSameCurrency(settled) || settled.isZero() ? settled : contested;
        Money fee = StripeFields.money(booking, "fee");
        Instant at = StripeFields.time(booking, "created");
        return moved.isPositive()
                ? new DisputeReinstated(provider, transaction, payment, original, settled, fee.negated(), at)
                : new DisputeWithdrawn(provider, transaction, payment, original, settled, fee, at);
    }
}
