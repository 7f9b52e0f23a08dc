package org.standwith.payments.stripe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.joda.money.Money;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.AccountCharged;
import org.standwith.payments.Fact.Adjusted;
import org.standwith.payments.Fact.Deposited;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Reserved;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Provider;
import org.standwith.payments.StatementLine;
import org.standwith.payments.StatementLine.Standing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A booking on our balance at Stripe, and what follows from it: the same facts as from the events of what moved, where there
 * are any. What is of no kind that we know still moved the balance.
 *
 * @param source what moved, given in full; anything else where Stripe has nothing that did
 * @see <a href="https://docs.stripe.com/reports/balance-transaction-types">Stripe, Balance transaction types</a>
 */
record StripeBooking(Provider provider, JsonNode booking, JsonNode source) {

    private static final Set<String> CHARGES = Set.of(
            "stripe_fee",
            "stripe_fx_fee",
            "tax_fee",
            "network_cost",
            "stripe_balance_payment_debit",
            "stripe_balance_payment_debit_reversal");

    private static final Set<String> DEPOSITS = Set.of("topup", "topup_reversal");

    private static final Set<String> RESERVES = Set.of(
            "reserve_transaction",
            "reserved_funds",
            "reserve_hold",
            "reserve_release",
            "payment_network_reserve_hold",
            "payment_network_reserve_release",
            "payout_minimum_balance_hold",
            "payout_minimum_balance_release");

    /** @throws RuntimeException when it lacks what Stripe promises */
    StatementLine line() {
        String ref = isOfAccount() ? id() : StripeFields.idOf(source).orElse(id());
        Standing standing = isUndecided() ? Standing.PENDING : Standing.POSTED;
        List<Movement> tells = standing == Standing.PENDING ? List.of() : tells();
        return new StatementLine(provider, ref, standing, money("net"), tells, null, at());
    }

    /** Booked, and still waiting for a bank or for the supporter. */
    private boolean isUndecided() {
        String status = source.path("status").stringValue("");
        return (isSource("charge") && isIts("balance_transaction") && status.equals("pending"))
                || (isSource("refund") && !isFailure() && status.equals("requires_action"));
    }

    private List<Movement> tells() {
        if (isOfAccount()) {
            return ofAccount();
        }
        List<Movement> tells = switch (source.path("object").stringValue("")) {
            case "charge" -> isIts("balance_transaction") ? payment() : List.<Movement>of();
            case "refund" -> refund();
            case "dispute" -> dispute();
            case "payout" -> payout();
            default -> List.<Movement>of();
        };
        // Of a payment that failed after it was booked, both bookings end here, and cancel each other.
        return tells.isEmpty() ? List.of(new Adjusted(provider, id(), money("net"), at())) : tells;
    }

    private List<Movement> payment() {
        return movements(
                StripeFacts.inEvent(provider, "", at(), with("balance_transaction", booking)),
                fact -> fact instanceof PaymentSucceeded);
    }

    private List<Movement> refund() {
        boolean failure = isFailure();
        ObjectNode refund = with(failure ? "failure_balance_transaction" : "balance_transaction", booking);
        return movements(
                StripeReversals.refund(provider, refund, at()),
                fact -> failure ? fact instanceof RefundFailed : fact instanceof RefundMade);
    }

    private List<Movement> dispute() {
        ArrayNode alone = JsonNodeFactory.instance.arrayNode().add(booking);
        return movements(StripeReversals.dispute(provider, with("balance_transactions", alone), at()), any -> true);
    }

    /** @param main which of what moves beside the settlement is of this booking, and not of another of the same thing */
    private List<Movement> movements(List<Fact> facts, Predicate<Movement> main) {
        List<Movement> found = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof Movement moved
                    && (moved instanceof Settled settled ? isIts(settled) : main.test(moved))) {
                found.add(moved);
            }
        }
        return found;
    }

    private List<Movement> payout() {
        String payout = StripeFields.id(source);
        return withFee(
                isFailure()
                        ? new PayoutFailed(provider, payout, money("amount"), at())
                        : new PayoutSent(
                                provider, payout, money("amount").negated(), StripeFields.time(source, "created")));
    }

    private List<Movement> ofAccount() {
        String type = type();
        if (CHARGES.contains(type)) {
            return List.of(new AccountCharged(provider, id(), money("net").negated(), at()));
        }
        return withFee(
                DEPOSITS.contains(type)
                        ? new Deposited(provider, id(), money("amount"), at())
                        : new Reserved(provider, id(), money("amount").negated(), at()));
    }

    /** What Stripe took for it has no place in a fact about something else, and no id of its own. */
    private List<Movement> withFee(Movement main) {
        Money fee = money("fee");
        return fee.isZero() ? List.of(main) : List.of(main, new AccountCharged(provider, id() + ":fee", fee, at()));
    }

    private boolean isOfAccount() {
        return isOfAccount(booking);
    }

    /** Whether its type alone says what it is, whatever it may name. */
    static boolean isOfAccount(JsonNode booking) {
        String type = booking.path("type").stringValue("");
        return CHARGES.contains(type) || DEPOSITS.contains(type) || RESERVES.contains(type);
    }

    /** Whether this is what undid it. */
    private boolean isFailure() {
        return StripeFields.idOf(source.path("failure_balance_transaction"))
                .map(id()::equals)
                .orElse(false);
    }

    private boolean isIts(Settled settled) {
        return settled.transaction().equals(id());
    }

    private boolean isIts(String field) {
        return StripeFields.idOf(source.path(field)).map(id()::equals).orElse(true);
    }

    private boolean isSource(String kind) {
        return source.path("object").stringValue("").equals(kind);
    }

    private ObjectNode with(String field, JsonNode value) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        source.properties().forEach(each -> whole.set(each.getKey(), each.getValue()));
        whole.set(field, value);
        return whole;
    }

    private Money money(String field) {
        return StripeFields.money(booking, field);
    }

    private String id() {
        return StripeFields.id(booking);
    }

    private String type() {
        return booking.path("type").stringValue("");
    }

    private Instant at() {
        return StripeFields.time(booking, "created");
    }
}
