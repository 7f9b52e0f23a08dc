package org.standwith.payments;

import java.util.List;

/** A provider's answer to "what has become of this?". */
public sealed interface Inquiry {

    /** All that it knows by now, perhaps nothing. */
    record Answered(List<Fact> facts) implements Inquiry {
        public Answered {
            facts = List.copyOf(facts);
        }
    }

    /** No usable answer; to be asked again, never guessed. */
    record Unknown(String reason) implements Inquiry {}
}
