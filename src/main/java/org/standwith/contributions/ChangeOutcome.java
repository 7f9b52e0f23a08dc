package org.standwith.contributions;

import java.net.URI;

/** What came of asking for a change. Asked again by the same key, it is told again, as it stands then. */
public sealed interface ChangeOutcome {

    /** It is so: the provider has confirmed it. */
    record Done() implements ChangeOutcome {}

    /** The supporter has to agree, or to give a card, on this page of the provider's; nothing has changed before. */
    record ToBeAgreed(URI page) implements ChangeOutcome {

        /** It leads to what is one person's. */
        @Override
        public String toString() {
            return "ToBeAgreed[***]";
        }
    }

    /** The supporter does it on this page, in their account at the provider, without us. */
    record InTheirAccount(URI page) implements ChangeOutcome {}

    /** Nothing has changed. */
    record Refused(Refusal why) implements ChangeOutcome {}

    /** The policy lets nothing be taken by what they chose to pay with: all that goes on is being ended. */
    record Forbidden() implements ChangeOutcome {}

    /** We do not know yet; we go on asking the provider, and it shows in {@link Giving#change()} meanwhile. */
    record UnderWay() implements ChangeOutcome {}
}
