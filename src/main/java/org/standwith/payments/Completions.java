package org.standwith.payments;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/** Acts for a supporter who waits: what the provider answers is in the books when these return. */
@Component
public class Completions {

    private final RetryTemplate again = new RetryTemplate(RetryPolicy.builder()
            .includes(ConcurrencyFailureException.class)
            .maxRetries(4)
            .delay(Duration.ofMillis(30))
            .multiplier(2)
            .jitter(Duration.ofMillis(20))
            .build());

    private static final String NO_LONGER_KNOWN = "we no longer know its id";

    private final Aliases aliases;
    private final FactLog log;
    private final Questions questions;
    private final Door door;

    Completions(Aliases aliases, FactLog log, Questions questions, Door door) {
        this.aliases = aliases;
        this.log = log;
        this.questions = questions;
        this.door = door;
    }

    /** Takes what was agreed to, of one agreement never twice: {@link PaymentProvider#complete}. */
    public Completion complete(PaymentProvider provider, String checkout) {
        Completion completion = provider.complete(checkout, log.declinesOf(provider.provider(), checkout));
        if (completion instanceof Completion.Told told) {
            admit(told.facts());
        }
        if (completion instanceof Completion.Declined) {
            // Nobody is charged behind their back for what they were told was declined.
            questions.answered(Questions.Topic.COMPLETION, provider.provider(), checkout);
        }
        return completion;
    }

    /** Changes nothing over there: {@link PaymentProvider#ask}. */
    public Inquiry ask(PaymentProvider provider, String ref) {
        Inquiry inquiry = provider.ask(ref);
        if (inquiry instanceof Inquiry.Answered answer) {
            admit(answer.facts());
        }
        return inquiry;
    }

    /** Ends what goes on, by the name under which facts have it: {@link PaymentProvider#end}. */
    public Ending end(PaymentProvider provider, String ref) {
        return ended(provider, ref, provider::end);
    }

    /** Lets go of what is reserved, by the name under which facts have it: {@link PaymentProvider#release}. */
    public Ending release(PaymentProvider provider, String ref) {
        return ended(provider, ref, provider::release);
    }

    /** By the name under which facts have it: {@link PaymentProvider#forget}. */
    public Forgetting forget(PaymentProvider provider, String ref) {
        return aliases.reveal(provider.provider(), ref)
                .map(provider::forget)
                .orElseGet(() -> new Forgetting.Unknown(NO_LONGER_KNOWN));
    }

    private Ending ended(PaymentProvider provider, String ref, Function<String, Ending> call) {
        Ending ending =
                aliases.reveal(provider.provider(), ref).map(call).orElseGet(() -> new Ending.Unknown(NO_LONGER_KNOWN));
        if (ending instanceof Ending.Ended ended) {
            admit(ended.facts());
        }
        return ending;
    }

    /** A worker may be keeping the webhook's facts of the same payment: then one of the two has to begin again. */
    public void admit(List<? extends Fact> facts) {
        try {
            again.execute(() -> {
                door.admit(facts);
                return facts;
            });
        } catch (RetryException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
