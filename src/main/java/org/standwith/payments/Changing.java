package org.standwith.payments;

import java.net.URI;
import java.util.List;

/** What came of asking a provider to change what goes on. */
public sealed interface Changing {

    /** It is so now, perhaps before we asked. */
    record Changed(List<Fact> facts) implements Changing {
        public Changed {
            facts = List.copyOf(facts);
        }
    }

    /** The supporter has to agree over there; nothing has changed until a fact says so. */
    record ToBeAgreed(URI page) implements Changing {}

    /**
     * The provider said no, and nothing has changed.
     *
     * @param reason its own word
     */
    record Refused(String reason) implements Changing {}

    /** The policy lets nothing be taken by what was chosen to pay with; nothing has changed. */
    record Forbidden(List<Fact> facts) implements Changing {
        public Forbidden {
            facts = List.copyOf(facts);
        }
    }

    /** We do not know. The same request again settles it. */
    record Unknown(String reason) implements Changing {}
}
