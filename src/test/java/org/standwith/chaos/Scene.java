package org.standwith.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.standwith.journeys.Stage;
import org.standwith.reconciliation.Kind;
import standwith.sandbox.Sandbox;
import standwith.sandbox.paypal.PayPal;
import standwith.sandbox.stripe.Stripe;
import standwith.sandbox.webhooks.Manner;
import standwith.sandbox.webhooks.Webhooks;

/** Where faults happen: the application before both providers, whose events wait until they are sent. */
record Scene(Stage stage, Expected expected) {

    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    Sandbox sandbox() {
        return stage.sandbox();
    }

    Stripe stripe() {
        return sandbox().stripe();
    }

    PayPal paypal() {
        return sandbox().paypal();
    }

    private Webhooks webhooks() {
        return sandbox().webhooks();
    }

    /** From now on events are collected. */
    void hold() {
        webhooks().deliver(manner(false, 1, 0));
    }

    /** All that was collected arrives, and is understood. */
    void tell(boolean shuffled, int copies) {
        webhooks().deliver(manner(shuffled, copies, 0));
        stage.settle(PATIENCE);
        Awaitility.await("every event is understood")
                .atMost(PATIENCE)
                .until(() -> stage.select("select event_id from inbox_event where status = 'WAITING' and type <>"
                                + " 'standwith.question' limit 1")
                        .isEmpty());
        hold();
    }

    /** Something happens, and no event tells of it. */
    <T> T unheard(Supplier<T> action) {
        webhooks().deliver(manner(false, 1, 1));
        try {
            return action.get();
        } finally {
            hold();
        }
    }

    void unheard(Runnable action) {
        unheard(() -> {
            action.run();
            return true;
        });
    }

    void lose(Set<String> ids, Predicate<String> types) {
        webhooks().lose(ids, types);
    }

    void forge(Map<String, UnaryOperator<String>> bodies) {
        webhooks().forge(bodies);
    }

    void report(Kind kind, Payment payment) {
        expected.report(kind, payment.provider(), payment.id());
    }

    private static Manner manner(boolean shuffled, int copies, double dropped) {
        return new Manner(true, shuffled, 20_260_310, copies, dropped, Duration.ZERO, AT_ONCE);
    }
}
