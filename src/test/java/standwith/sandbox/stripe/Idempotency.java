package standwith.sandbox.stripe;

import java.time.Clock;
import java.time.Duration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Answer;
import standwith.sandbox.account.Answers;
import standwith.sandbox.state.StateFile;

/** What an Idempotency-Key does at Stripe. */
final class Idempotency {

    /** Stripe keeps answers for a day at least. Failures are kept no longer, so that it can be seen what follows. */
    private static final Duration FAILURES_KEPT_FOR = Duration.ofDays(1);

    private final Answers answers;

    Idempotency(Clock clock, StateFile file) {
        this.answers = new Answers(clock, file, "idempotency");
    }

    /** The first answer again; an error when the key was used for another request. */
    @Nullable
    Answer before(String key, String path, Form form) {
        Answers.Kept kept = answers.find(key);
        if (kept == null) {
            return null;
        }
        if (!kept.request().equals(fingerprint(path, form))) {
            throw StripeError.idempotency(key);
        }
        return new Answer(kept.status(), kept.body(), true);
    }

    /** Stripe forgets requests that it found invalid. */
    void remember(String key, String path, Form form, Answer answer) {
        if (answer.status() != 400) {
            answers.remember(key, fingerprint(path, form), answer, answer.status() >= 500 ? FAILURES_KEPT_FOR : null);
        }
    }

    private static String fingerprint(String path, Form form) {
        return path + " " + new TreeMap<>(form.values());
    }
}
