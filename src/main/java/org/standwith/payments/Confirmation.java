package org.standwith.payments;

import java.util.List;

/** What came of paying by an entered card. */
public sealed interface Confirmation {

    /** The provider took it on, and the facts say what has become of it so far: paid, waiting, declined. */
    record Answered(List<Fact> facts) implements Confirmation {
        public Answered {
            facts = List.copyOf(facts);
        }
    }

    /**
     * The bank wants to ask the supporter something first, as by 3-D Secure.
     *
     * @param clientSecret by which the provider's script in the browser goes on; only for the browser of who pays
     */
    record ActionNeeded(String clientSecret, List<Fact> facts) implements Confirmation {
        public ActionNeeded {
            facts = List.copyOf(facts);
        }

        /** Has a secret in it. */
        @Override
        public String toString() {
            return "ActionNeeded[***]";
        }
    }

    /** The provider did nothing with it: the token was used, or what it was for can no longer be paid. */
    record Refused(String reason) implements Confirmation {}

    /** We do not know: it may have been paid. Asking settles it. */
    record Unknown(String reason) implements Confirmation {}
}
