package org.standwith.payments;

import java.util.List;
import org.springframework.stereotype.Component;

/** Acts for a supporter who waits: what the provider answers is in the books when these return. */
@Component
public class Completions {

    private final FactLog log;
    private final Questions questions;
    private final Door door;

    Completions(FactLog log, Questions questions, Door door) {
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

    /** Whether what this checkout is for is being looked after already, again and again: {@link Door#complete}. */
    public boolean isUnderWay(Provider provider, String checkout) {
        return questions.isWaiting(Questions.Topic.COMPLETION, provider, checkout);
    }

    /** Changes nothing over there: {@link PaymentProvider#ask}. */
    public Inquiry ask(PaymentProvider provider, String ref) {
        Inquiry inquiry = provider.ask(ref);
        if (inquiry instanceof Inquiry.Answered answer) {
            admit(answer.facts());
        }
        return inquiry;
    }

    /** A worker may be keeping the webhook's facts of the same payment: then one of the two has to begin again. */
    public void admit(List<? extends Fact> facts) {
        Contention.outlast(() -> door.admit(facts));
    }
}
