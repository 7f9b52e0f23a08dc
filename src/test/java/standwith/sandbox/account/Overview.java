package standwith.sandbox.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as the console shows it, newest first. */
public record Overview(
        List<Subscription> subscriptions,
        List<Payment> payments,
        List<Waiting> waiting,
        List<Returned> refunds,
        List<Funds> balances,
        List<PaidOut> payouts) {

    /**
     * @param next when its period ends; null when it has none
     * @param live there is something to come
     */
    public record Subscription(
            String id,
            String amount,
            String interval,
            String status,
            @Nullable Instant next,
            long declines,
            boolean ends,
            boolean live) {}

    /**
     * @param left what can still be refunded, in whole units
     * @param open it can be refunded and disputed
     * @param dispute the id of its dispute, if it has one
     * @param contested the dispute can still be won and lost
     */
    public record Payment(
            String id,
            String amount,
            String currency,
            String interval,
            String status,
            Instant at,
            String left,
            boolean open,
            @Nullable String dispute,
            @Nullable String disputeStatus,
            boolean contested) {}

    /** A payment whose bank has not answered. */
    public record Waiting(String id, String amount) {}

    public record Returned(String id, String amount, String status) {}

    public record Funds(String currency, String available, String pending, boolean payable) {}

    public record PaidOut(String id, String amount, String status, Instant at) {}
}
