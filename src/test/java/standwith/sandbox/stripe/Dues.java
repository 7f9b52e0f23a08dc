package standwith.sandbox.stripe;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import standwith.sandbox.Due;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What Stripe does by itself, and when. */
final class Dues {

    private static final Set<String> RENEWED = Set.of("active", "past_due", "trialing");

    private final Records records;
    private final Payments payments;
    private final Subscriptions subscriptions;
    private final Checkout checkout;
    private final Confirmation confirmation;

    Dues(
            Records records,
            Payments payments,
            Subscriptions subscriptions,
            Checkout checkout,
            Confirmation confirmation) {
        this.records = records;
        this.payments = payments;
        this.subscriptions = subscriptions;
        this.checkout = checkout;
        this.confirmation = confirmation;
    }

    Optional<Due> next() {
        return Stream.of(
                        fees(),
                        answers(),
                        lateAnswers(),
                        holds(),
                        expiries(),
                        retries(),
                        resumptions(),
                        incomplete(),
                        renewals())
                .flatMap(dues -> dues)
                .min(Comparator.comparing(Due::at));
    }

    private Stream<Due> fees() {
        return Due.together(records.open("charge", Dues::isOver)
                .filter(charge -> charge.has("_fee_due"))
                .map(charge -> new Due(time(charge, "_fee_due"), () -> payments.settle(charge))));
    }

    private Stream<Due> answers() {
        return records.open("checkout.session", Dues::isOver)
                .filter(session -> session.has("_answer_due"))
                .map(session -> new Due(time(session, "_answer_due"), () -> checkout.answer(session, true)));
    }

    private Stream<Due> lateAnswers() {
        return records.open("payment_intent", Dues::isOver)
                .filter(intent -> intent.has("_answer_due"))
                .map(intent -> new Due(time(intent, "_answer_due"), () -> confirmation.answerLate(intent, true)));
    }

    /** Banks do not keep money for ever. */
    private Stream<Due> holds() {
        return records.open("payment_intent", Dues::isOver)
                .filter(intent -> Json.is(intent, "status", "requires_capture"))
                .map(intent -> new Due(
                        time(records.get("charge", Json.string(intent, "latest_charge")), "created")
                                .plus(Payments.HELD_FOR),
                        () -> payments.cancel(intent, "automatic")));
    }

    private Stream<Due> expiries() {
        return records.open("checkout.session", Dues::isOver)
                .filter(session -> Json.is(session, "status", "open"))
                .map(session -> new Due(time(session, "expires_at"), () -> checkout.expire(session)));
    }

    private Stream<Due> retries() {
        return records.open("invoice", Dues::isOver)
                .filter(invoice -> Json.is(invoice, "status", "open"))
                .filter(invoice -> invoice.path("next_payment_attempt").isNumber())
                .map(invoice -> new Due(
                        time(invoice, "next_payment_attempt"),
                        () -> subscriptions.collect(
                                records.get("subscription", Json.string(invoice, "_subscription")), invoice)));
    }

    private Stream<Due> resumptions() {
        return records.open("subscription", Dues::isOver)
                .filter(subscription ->
                        subscription.path("pause_collection").path("resumes_at").isNumber())
                .map(subscription -> new Due(
                        time(Json.child(subscription, "pause_collection"), "resumes_at"),
                        () -> subscriptions.resume(subscription)));
    }

    private Stream<Due> incomplete() {
        return records.open("subscription", Dues::isOver)
                .filter(subscription -> Json.is(subscription, "status", "incomplete"))
                .map(subscription -> new Due(
                        time(subscription, "created").plus(Subscriptions.INCOMPLETE_FOR),
                        () -> subscriptions.expire(subscription)));
    }

    private Stream<Due> renewals() {
        return Due.together(records.open("subscription", Dues::isOver)
                .filter(subscription -> RENEWED.contains(Json.string(subscription, "status")))
                .map(subscription ->
                        new Due(Subscriptions.periodEnd(subscription), () -> subscriptions.renew(subscription))));
    }

    /** Nothing comes of it by itself any more. */
    private static boolean isOver(ObjectNode object) {
        if (object.has("_answer_due") || object.has("_fee_due")) {
            return false;
        }
        String status = Json.text(object, "status");
        return switch (Json.string(object, "object")) {
            case "charge" -> Json.flag(object, "captured") || "failed".equals(status);
            case "checkout.session" -> !"open".equals(status);
            case "payment_intent" -> "succeeded".equals(status) || "canceled".equals(status);
            case "invoice" -> "paid".equals(status) || "void".equals(status) || "uncollectible".equals(status);
            case "subscription" -> "canceled".equals(status) || "incomplete_expired".equals(status);
            default -> false;
        };
    }

    private static Instant time(ObjectNode object, String field) {
        return Objects.requireNonNull(Json.time(object, field));
    }
}
