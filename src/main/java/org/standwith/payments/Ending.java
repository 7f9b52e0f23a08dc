package org.standwith.payments;

import java.util.List;

/** What came of asking a provider to end something: a subscription, or a payment that is only reserved. */
public sealed interface Ending {

    /** It has ended, perhaps before we asked. */
    record Ended(List<Fact> facts) implements Ending {
        public Ended {
            facts = List.copyOf(facts);
        }
    }

    /** The provider said no, and it goes on. */
    record Refused(String reason) implements Ending {}

    /** We do not know. The same request again settles it. */
    record Unknown(String reason) implements Ending {}
}
