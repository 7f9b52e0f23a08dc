package standwith.sandbox.paypal;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import standwith.sandbox.Due;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What PayPal does by itself, and when. */
final class Dues {

    private final Records records;
    private final Captures captures;
    private final Billing billing;

    Dues(Records records, Captures captures, Billing billing) {
        this.records = records;
        this.captures = captures;
        this.billing = billing;
    }

    Optional<Due> next() {
        Stream<Due> answers = Stream.concat(
                waiting("capture")
                        .map(capture ->
                                new Due(Records.time(capture, "_answer_due"), () -> captures.answer(capture, true))),
                waiting("sale")
                        .map(sale -> new Due(Records.time(sale, "_answer_due"), () -> billing.answer(sale, true))));
        return Stream.of(answers, retries(), renewals()).flatMap(dues -> dues).min(Comparator.comparing(Due::at));
    }

    private Stream<ObjectNode> waiting(String type) {
        return records.open(type, payment -> !payment.has("_answer_due"));
    }

    private Stream<Due> retries() {
        return active().flatMap(subscription -> {
            Instant retry = Billing.nextRetry(subscription);
            return retry == null ? Stream.of() : Stream.of(new Due(retry, () -> billing.retry(subscription)));
        });
    }

    private Stream<Due> renewals() {
        return Due.together(active().filter(
                        subscription -> subscription.path("billing_info").has("next_billing_time"))
                .map(subscription -> new Due(
                        Records.time((ObjectNode) subscription.path("billing_info"), "next_billing_time"),
                        () -> billing.bill(subscription))));
    }

    private static boolean isOver(ObjectNode subscription) {
        return Json.is(subscription, "status", "CANCELLED") || Json.is(subscription, "status", "EXPIRED");
    }

    private Stream<ObjectNode> active() {
        return records.open("subscription", Dues::isOver).filter(each -> Json.is(each, "status", "ACTIVE"));
    }
}
