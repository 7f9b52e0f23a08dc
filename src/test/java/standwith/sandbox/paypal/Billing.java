package standwith.sandbox.paypal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Collects what subscriptions cost, and tries again. */
final class Billing {

    private static final Duration RETRY_AFTER = Duration.ofDays(5);

    private final Records records;
    private final Standing standing;
    private final Sales sales;

    Billing(Records records, Standing standing, Sales sales) {
        this.records = records;
        this.standing = standing;
        this.sales = sales;
    }

    /** The first cycle begins: now, or when the subscription says. */
    void begin(ObjectNode subscription) {
        Instant start = Records.time(subscription, "start_time");
        Instant now = Instant.parse(records.stamp());
        Instant first = start.isAfter(now) ? start : now;
        ObjectNode info = subscription.put("start_time", Records.stamp(first)).putObject("billing_info");
        subscription.put("_anchor", Records.stamp(first));
        info.set(
                "outstanding_balance",
                Amount.zero(Plans.price(subscription).currency()).money());
        ObjectNode cycle = info.putArray("cycle_executions")
                .addObject()
                .put("tenure_type", "REGULAR")
                .put("sequence", Json.whole(Plans.cycleOf(subscription), "sequence"))
                .put("cycles_completed", 0);
        cycle.put("cycles_remaining", Plans.totalCycles(subscription))
                .put("current_pricing_scheme_version", 1)
                .put("total_cycles", Plans.totalCycles(subscription));
        info.put("next_billing_time", Records.stamp(first)).put("failed_payments_count", 0);
    }

    void first(ObjectNode subscription) {
        if (!Records.time(info(subscription), "next_billing_time").isAfter(records.now())) {
            bill(subscription);
        }
    }

    /** A cycle begins, and is charged with what is still owed for earlier ones. */
    void bill(ObjectNode subscription) {
        ObjectNode info = info(subscription);
        Instant due = Records.time(info, "next_billing_time");
        Amount price = price(subscription, due);
        long total = Plans.totalCycles(subscription);
        ObjectNode cycle = (ObjectNode) info.withArray("cycle_executions").get(0);
        long completed = Json.whole(cycle, "cycles_completed") + 1;
        cycle.put("cycles_completed", completed).put("cycles_remaining", total == 0 ? 0 : total - completed);
        if (total > 0 && completed >= total) {
            info.remove("next_billing_time");
        } else {
            info.put(
                    "next_billing_time",
                    Records.stamp(Plans.recurrence(subscription).next(Records.time(subscription, "_anchor"), due)));
        }
        boolean withOutstanding = Json.child(Json.child(subscription, "_plan"), "payment_preferences")
                .path("auto_bill_outstanding")
                .asBoolean(true);
        charge(subscription, withOutstanding ? price.plus(outstanding(subscription)) : price);
    }

    void retry(ObjectNode subscription) {
        charge(subscription, outstanding(subscription));
    }

    /** The bank's late answer to a sale. */
    void answer(ObjectNode sale, boolean yes) {
        if (sale.remove("_answer_due") == null) {
            return;
        }
        ObjectNode subscription = records.get("subscription", Json.string(sale, "billing_agreement_id"));
        if (yes) {
            sales.complete(sale);
            paid(subscription, Sales.amount(sale));
        } else {
            sales.deny(sale);
            fail(subscription, Sales.amount(sale));
        }
    }

    /** After a pause: what fell due in it is not charged. */
    void resume(ObjectNode subscription) {
        ObjectNode info = info(subscription);
        Instant now = records.now();
        if (info.has("next_billing_time")
                && Records.time(info, "next_billing_time").isBefore(now)) {
            info.put(
                    "next_billing_time",
                    Records.stamp(Plans.recurrence(subscription).next(Records.time(subscription, "_anchor"), now)));
        }
    }

    /** Less is owed from now on: what is not owed is not tried again. */
    void owe(ObjectNode subscription, Amount amount) {
        Amount owed = outstanding(subscription);
        if (!amount.currency().equals(owed.currency()) || amount.minor() > owed.minor()) {
            throw PayPalError.refused(
                    "INVALID_OUTSTANDING_BALANCE",
                    "The outstanding balance can be replaced by a lower one of the same currency only.");
        }
        info(subscription).set("outstanding_balance", amount.money());
        if (amount.minor() == 0) {
            forgetRetry(subscription);
        }
    }

    /** The payer pays with something else from now on, by which what is owed is tried again at once. */
    void choose(ObjectNode subscription, Instrument instrument) {
        subscription.put("_instrument", instrument.name()).put("_declines", 0);
        boolean exhausted = subscription.remove("_exhausted") != null;
        if (exhausted) {
            standing.turn(subscription, "ACTIVE");
        }
        if (Json.is(subscription, "status", "ACTIVE")
                && outstanding(subscription).minor() > 0) {
            retry(subscription);
        }
        if (exhausted && Json.is(subscription, "status", "ACTIVE")) {
            standing.tell(subscription, "RE-ACTIVATED");
        }
    }

    /** Another plan: it begins where the cycle that is paid ends. */
    void restart(ObjectNode subscription) {
        String next = Json.text(info(subscription), "next_billing_time");
        if (next != null) {
            subscription.put("_anchor", next);
        }
        // Overrides, and what was to become of them, are dropped with the old plan.
        subscription.remove("_old_price");
    }

    void stop(ObjectNode subscription) {
        info(subscription).remove("next_billing_time");
        forgetRetry(subscription);
    }

    @Nullable
    static Instant nextRetry(ObjectNode subscription) {
        String time = subscription
                .at("/billing_info/last_failed_payment/next_payment_retry_time")
                .asString("");
        return time.isEmpty() ? null : Instant.parse(time);
    }

    private void charge(ObjectNode subscription, Amount amount) {
        long declines = Json.whole(subscription, "_declines");
        String instrument = Json.text(subscription, "_instrument");
        subscription.put("_instrument", Instrument.GOOD.name());
        if (declines > 0 || Instrument.REFUSED.name().equals(instrument)) {
            subscription.put("_declines", Math.max(0, declines - 1));
            fail(subscription, amount);
            return;
        }
        ObjectNode sale = sales.make(subscription, amount);
        if (Instrument.SLOW.name().equals(instrument)) {
            sales.pend(sale);
        } else {
            sales.complete(sale);
            paid(subscription, amount);
        }
    }

    private void paid(ObjectNode subscription, Amount amount) {
        ObjectNode info = info(subscription).put("failed_payments_count", 0);
        info.set("outstanding_balance", Amount.zero(amount.currency()).money());
        info.remove("last_failed_payment");
        info.putObject("last_payment").put("time", records.stamp()).set("amount", amount.money());
        if (!info.has("next_billing_time")) {
            standing.turn(subscription, "EXPIRED");
            standing.tell(subscription, "EXPIRED");
        }
    }

    private void fail(ObjectNode subscription, Amount amount) {
        ObjectNode info = info(subscription);
        long failures = Json.whole(info, "failed_payments_count") + 1;
        long threshold = Json.whole(
                Json.child(Json.child(subscription, "_plan"), "payment_preferences"), "payment_failure_threshold");
        info.put("failed_payments_count", failures).set("outstanding_balance", amount.money());
        info.putObject("last_failed_payment")
                .put("time", records.stamp())
                .put("reason_code", "PAYMENT_DENIED")
                .put("next_payment_retry_time", Records.stamp(records.now().plus(RETRY_AFTER)))
                .set("amount", amount.money());
        boolean over = threshold > 0 && failures >= threshold;
        if (over) {
            forgetRetry(subscription);
        }
        standing.tell(subscription, "PAYMENT.FAILED");
        if (over && Json.is(subscription, "status", "ACTIVE")) {
            subscription.put("_exhausted", true);
            standing.turn(subscription, "SUSPENDED");
            standing.tell(subscription, "SUSPENDED");
        }
    }

    /** A new price does not hold for a cycle that begins within ten days of it. */
    private static Amount price(ObjectNode subscription, Instant due) {
        Amount price = Plans.price(subscription);
        if (subscription.has("_old_price") && due.isBefore(Records.time(subscription, "_old_price_until"))) {
            price = Amount.of(Json.child(subscription, "_old_price"));
        }
        return price.times(Long.parseLong(Json.string(subscription, "quantity")));
    }

    private static Amount outstanding(ObjectNode subscription) {
        return Amount.of(Json.child(info(subscription), "outstanding_balance"));
    }

    private static void forgetRetry(ObjectNode subscription) {
        if (info(subscription).get("last_failed_payment") instanceof ObjectNode failed) {
            failed.remove("next_payment_retry_time");
        }
    }

    private static ObjectNode info(ObjectNode subscription) {
        return Json.child(subscription, "billing_info");
    }
}
