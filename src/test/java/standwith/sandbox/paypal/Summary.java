package standwith.sandbox.paypal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Overview;
import tools.jackson.databind.node.ObjectNode;

/** The account in the console's words. */
final class Summary {

    private final Records records;
    private final Activity activity;

    Summary(Records records, Activity activity) {
        this.records = records;
        this.activity = activity;
    }

    Overview overview() {
        return new Overview(
                records.newest("subscription").map(Summary::subscription).toList(),
                payments().map(this::payment).toList(),
                payments()
                        .filter(payment -> payment.has("_answer_due"))
                        .map(Paid::new)
                        .map(paid ->
                                new Overview.Waiting(paid.id(), paid.amount().toString()))
                        .toList(),
                Stream.concat(records.newest("refund"), records.newest("sale_refund"))
                        .filter(refund -> !refund.has("_reversal"))
                        .map(Summary::refund)
                        .toList(),
                activity.balances().values().stream()
                        .map(balance -> new Overview.Funds(
                                balance.lowerCase(),
                                balance.toString(),
                                Amount.zero(balance.currency()).toString(),
                                balance.minor() > 0))
                        .toList(),
                activity.withdrawals().stream().map(this::paidOut).toList());
    }

    private Stream<ObjectNode> payments() {
        return Stream.concat(records.newest("capture"), records.newest("sale"))
                .sorted(Comparator.comparing((ObjectNode payment) -> Records.time(payment, "create_time"))
                        .reversed());
    }

    private static Overview.Subscription subscription(ObjectNode subscription) {
        Instant next = next(subscription);
        return new Overview.Subscription(
                Json.string(subscription, "id"),
                Plans.price(subscription).toString(),
                Plans.recurrence(subscription).interval(),
                word(Json.string(subscription, "status")),
                next,
                Json.whole(subscription, "_declines"),
                false,
                Subscriptions.isLive(subscription));
    }

    private static @Nullable Instant next(ObjectNode subscription) {
        String next = subscription.at("/billing_info/next_billing_time").asString("");
        return next.isEmpty() ? null : Instant.parse(next);
    }

    private Overview.Payment payment(ObjectNode payment) {
        var paid = new Paid(payment);
        ObjectNode dispute = records.newest("dispute")
                .filter(one -> Json.is(one, "_payment", paid.id()))
                .findFirst()
                .orElse(null);
        boolean contested = dispute != null && Disputes.isOpen(dispute);
        return new Overview.Payment(
                paid.id(),
                paid.amount().toString(),
                paid.amount().currency(),
                Json.string(payment, "_interval"),
                paid.reversed() ? "reversed" : word(paid.status()),
                Records.time(payment, "create_time"),
                paid.left().value(),
                paid.open() && !contested,
                dispute == null ? null : Json.string(dispute, "id"),
                dispute == null ? null : standing(dispute),
                contested);
    }

    private static String standing(ObjectNode dispute) {
        return word(
                Disputes.isOpen(dispute)
                        ? Json.string(dispute, "status")
                        : dispute.at("/dispute_outcome/outcome_code").asString());
    }

    private static Overview.Returned refund(ObjectNode refund) {
        boolean sale = Json.is(refund, "_type", "sale_refund");
        return new Overview.Returned(
                Json.string(refund, "id"),
                (sale ? Sales.amount(refund) : Captures.amount(refund)).toString(),
                word(Json.string(refund, sale ? "state" : "status")));
    }

    private Overview.PaidOut paidOut(ObjectNode withdrawal) {
        String id = Json.string(withdrawal, "transaction_id");
        return new Overview.PaidOut(
                id,
                Amount.of(Json.child(withdrawal, "transaction_amount"))
                        .times(-1)
                        .toString(),
                activity.isReturned(id) ? "failed" : "paid",
                OffsetDateTime.parse(Json.string(withdrawal, "transaction_initiation_date")
                                .replace("+0000", "Z"))
                        .toInstant());
    }

    private static String word(String status) {
        return status.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
