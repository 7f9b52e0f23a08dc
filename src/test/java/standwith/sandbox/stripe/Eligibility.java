package standwith.sandbox.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What has to be over before it can be redacted. */
final class Eligibility {

    private static final Duration RISKY_FOR = Duration.ofDays(90);
    private static final Set<String> FINAL = Set.of("succeeded", "canceled");
    private static final Set<String> ENDED = Set.of("canceled", "incomplete_expired");
    private static final Set<String> OPEN_INVOICE = Set.of("open", "draft");

    private final Records records;
    private final Payments payments;
    private final PaymentMethods methods;
    private final Invoices invoices;
    private final Subscriptions subscriptions;
    private final Checkout checkout;
    private boolean patient;

    Eligibility(
            Records records,
            Payments payments,
            PaymentMethods methods,
            Invoices invoices,
            Subscriptions subscriptions,
            Checkout checkout) {
        this.records = records;
        this.payments = payments;
        this.methods = methods;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
        this.checkout = checkout;
    }

    /** @param fixable a job may do itself what is missing, if it is let */
    record Problem(String message, boolean fixable) {}

    /** Whether payments have to be 90 days old. */
    void waitForRisks(boolean wanted) {
        patient = wanted;
    }

    @Nullable
    Problem problem(ObjectNode object) {
        String status = Json.text(object, "status");
        return switch (Json.string(object, "object")) {
            case "payment_intent" ->
                FINAL.contains(status)
                        ? null
                        : new Problem("PaymentIntent is not finalized. Confirm or cancel the payment intent.", true);
            case "invoice" ->
                OPEN_INVOICE.contains(status) ? new Problem("Invoice is open. Void or pay the invoice.", true) : null;
            case "subscription" ->
                ENDED.contains(status)
                        ? null
                        : new Problem("Subscription has not ended. Cancel the subscription.", true);
            case "checkout.session" ->
                "open".equals(status) ? new Problem("Checkout Session is open. Expire the session.", true) : null;
            case "payment_method" ->
                Json.text(object, "customer") == null
                        ? null
                        : new Problem("PaymentMethod is attached to a customer. Detach the payment method.", true);
            case "dispute" ->
                "needs_response".equals(status) ? new Problem("Dispute is open. Wait for its end.", false) : null;
            case "charge" ->
                patient && records.now().isBefore(created(object).plus(RISKY_FOR))
                        ? new Problem("Transactions can only be redacted after 90 days.", false)
                        : null;
            default -> null;
        };
    }

    void fix(ObjectNode object) {
        Problem problem = problem(object);
        if (problem == null || !problem.fixable()) {
            return;
        }
        switch (Json.string(object, "object")) {
            case "payment_intent" -> {
                ObjectNode invoice = records.find("invoice", Json.text(object, "_invoice"));
                if (invoice == null) {
                    payments.cancel(object, null);
                } else {
                    invoices.close(invoice, "void");
                }
            }
            case "invoice" -> invoices.close(object, "void");
            case "subscription" -> subscriptions.end(object, "cancellation_requested");
            case "checkout.session" -> checkout.expire(object);
            case "payment_method" -> methods.detach(object);
            default -> throw new IllegalStateException("Nobody can fix this");
        }
    }

    private static Instant created(ObjectNode object) {
        return Objects.requireNonNull(Json.time(object, "created"));
    }
}
