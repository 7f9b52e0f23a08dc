package standwith.sandbox.stripe;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Overview;
import tools.jackson.databind.node.ObjectNode;

/** The account in the console's words. */
final class Summary {

    private static final List<String> LIVE = List.of("active", "past_due", "trialing");

    private final Records records;
    private final Balance balance;

    Summary(Records records, Balance balance) {
        this.records = records;
        this.balance = balance;
    }

    Overview overview() {
        return new Overview(
                records.newest("subscription").map(Summary::subscription).toList(),
                records.newest("charge").map(this::payment).toList(),
                Stream.concat(waiting("checkout.session", "amount_total"), waiting("payment_intent", "amount"))
                        .toList(),
                records.newest("refund")
                        .map(refund -> new Overview.Returned(
                                id(refund), money(refund, "amount"), Json.string(refund, "status")))
                        .toList(),
                balance.byCurrency().entrySet().stream()
                        .map(funds -> new Overview.Funds(
                                funds.getKey(),
                                Money.of(funds.getValue().available(), funds.getKey()),
                                Money.of(funds.getValue().pending(), funds.getKey()),
                                funds.getValue().available() > 0))
                        .toList(),
                records.newest("payout")
                        .map(payout -> new Overview.PaidOut(
                                id(payout), money(payout, "amount"), Json.string(payout, "status"), created(payout)))
                        .toList());
    }

    private Stream<Overview.Waiting> waiting(String type, String amount) {
        return records.newest(type)
                .filter(object -> object.has("_answer_due"))
                .map(object -> new Overview.Waiting(id(object), money(object, amount)));
    }

    private static Overview.Subscription subscription(ObjectNode subscription) {
        String status = Json.string(subscription, "status");
        return new Overview.Subscription(
                id(subscription),
                Money.of(Subscriptions.amount(subscription), Json.string(subscription, "currency")),
                Subscriptions.interval(subscription),
                status,
                Subscriptions.periodEnd(subscription),
                Json.whole(subscription, "_declines"),
                Json.flag(subscription, "cancel_at_period_end"),
                LIVE.contains(status));
    }

    private Overview.Payment payment(ObjectNode charge) {
        String currency = Json.string(charge, "currency");
        long left = Json.whole(charge, "amount") - Json.whole(charge, "amount_refunded");
        String status = status(charge, left);
        ObjectNode dispute =
                records.where("dispute", "charge", id(charge)).findFirst().orElse(null);
        @Nullable String disputed = dispute == null ? null : Json.text(dispute, "status");
        return new Overview.Payment(
                id(charge),
                money(charge, "amount"),
                currency,
                Json.string(charge, "_interval"),
                status,
                created(charge),
                Money.plain(left, currency),
                status.equals("succeeded") && dispute == null,
                dispute == null ? null : id(dispute),
                disputed,
                "needs_response".equals(disputed));
    }

    private static String status(ObjectNode charge, long left) {
        String status = Json.string(charge, "status");
        if (status.equals("succeeded") && !Json.flag(charge, "captured")) {
            return left == 0 ? "canceled" : "uncaptured";
        }
        return left == 0 ? "refunded" : status;
    }

    private static String id(ObjectNode object) {
        return Json.string(object, "id");
    }

    private static String money(ObjectNode object, String field) {
        return Money.of(Json.whole(object, field), Json.string(object, "currency"));
    }

    private static Instant created(ObjectNode object) {
        return Instant.ofEpochSecond(Json.whole(object, "created"));
    }
}
