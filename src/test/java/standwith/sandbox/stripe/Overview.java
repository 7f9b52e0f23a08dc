package standwith.sandbox.stripe;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The account as the console shows it, newest first. */
public record Overview(
        List<Subscription> subscriptions,
        List<Payment> payments,
        List<Waiting> waiting,
        List<Returned> refunds,
        List<Funds> balances,
        List<PaidOut> payouts) {

    public record Subscription(
            String id, String amount, String interval, String status, Instant next, long declines, boolean ends) {

        public boolean live() {
            return List.of("active", "past_due").contains(status);
        }
    }

    /**
     * @param left what can still be refunded, in whole units
     * @param dispute the id of its dispute, if it has one
     */
    public record Payment(
            String id,
            String amount,
            String currency,
            String interval,
            String status,
            Instant at,
            String left,
            @Nullable String dispute,
            @Nullable String disputeStatus) {

        public boolean open() {
            return status.equals("succeeded") && dispute == null;
        }

        public boolean contested() {
            return "needs_response".equals(disputeStatus);
        }
    }

    /** A checkout whose bank has not answered. */
    public record Waiting(String session, String amount) {}

    public record Returned(String id, String amount, String status) {}

    public record Funds(String currency, String available, String pending, boolean payable) {}

    public record PaidOut(String id, String amount, String status, Instant at) {}

    static Overview of(Records records, Balance balance) {
        return new Overview(
                newest(records, "subscription").map(Overview::subscription).toList(),
                newest(records, "charge")
                        .map(charge -> payment(records, charge))
                        .toList(),
                newest(records, "checkout.session")
                        .filter(session -> session.has("_answer_due"))
                        .map(session -> new Waiting(id(session), money(session, "amount_total")))
                        .toList(),
                newest(records, "refund")
                        .map(refund -> new Returned(id(refund), money(refund, "amount"), Json.string(refund, "status")))
                        .toList(),
                balance.byCurrency().entrySet().stream()
                        .map(funds -> new Funds(
                                funds.getKey(),
                                Money.of(funds.getValue().available(), funds.getKey()),
                                Money.of(funds.getValue().pending(), funds.getKey()),
                                funds.getValue().available() > 0))
                        .toList(),
                newest(records, "payout")
                        .map(payout -> new PaidOut(
                                id(payout), money(payout, "amount"), Json.string(payout, "status"), created(payout)))
                        .toList());
    }

    private static Stream<ObjectNode> newest(Records records, String type) {
        return records.all(type).reversed().stream();
    }

    private static Subscription subscription(ObjectNode subscription) {
        return new Subscription(
                id(subscription),
                Money.of(Subscriptions.amount(subscription), Json.string(subscription, "currency")),
                Subscriptions.interval(subscription),
                Json.string(subscription, "status"),
                Subscriptions.periodEnd(subscription),
                Json.whole(subscription, "_declines"),
                Json.flag(subscription, "cancel_at_period_end"));
    }

    private static Payment payment(Records records, ObjectNode charge) {
        String currency = Json.string(charge, "currency");
        long left = Json.whole(charge, "amount") - Json.whole(charge, "amount_refunded");
        ObjectNode dispute =
                records.where("dispute", "charge", id(charge)).findFirst().orElse(null);
        return new Payment(
                id(charge),
                money(charge, "amount"),
                currency,
                Json.string(charge, "_interval"),
                left == 0 ? "refunded" : Json.string(charge, "status"),
                created(charge),
                Money.plain(left, currency),
                dispute == null ? null : id(dispute),
                dispute == null ? null : Json.text(dispute, "status"));
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
