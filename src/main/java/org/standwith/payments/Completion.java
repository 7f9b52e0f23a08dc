package org.standwith.payments;

import java.util.List;

/** What came of taking the money that a supporter agreed to. */
public sealed interface Completion {

    /** All that the provider knows by now, perhaps nothing. */
    sealed interface Told extends Completion {
        List<Fact> facts();
    }

    /** Nothing is left for us to do: it was taken, refused for good, or can no longer be paid. */
    record Settled(List<Fact> facts) implements Told {
        public Settled {
            facts = List.copyOf(facts);
        }
    }

    /** It was refused. Nothing is left for us to do unless the supporter agrees anew, which they may. */
    record Declined(List<Fact> facts) implements Told {
        public Declined {
            facts = List.copyOf(facts);
        }
    }

    /** The supporter has not agreed yet, or the provider has not acted on it; both may still come. */
    record Open(List<Fact> facts) implements Told {
        public Open {
            facts = List.copyOf(facts);
        }
    }

    /** The payer's country is one from which nothing is taken: nothing was, and nothing will be. */
    record Forbidden(List<Fact> facts) implements Told {
        public Forbidden {
            facts = List.copyOf(facts);
        }
    }

    /** No usable answer; the money may have been taken. To be repeated, never guessed. */
    record Unknown(String reason) implements Completion {}
}
