package org.standwith.payments;

import java.util.List;

/** What came of asking a provider to give money back. */
public sealed interface Refunding {

    /** It is on its way, or there; where it bounces, an event will tell. */
    record Made(List<Fact> facts) implements Refunding {
        public Made {
            facts = List.copyOf(facts);
        }
    }

    /** The provider said no, and nothing was given back. */
    record Refused(String reason) implements Refunding {}

    /** We do not know: the request may have gone through. The same request again settles it. */
    record Unknown(String reason) implements Refunding {}

    /** What a call ended with, where its answer has been read into facts. */
    static Refunding of(Reply<List<Fact>> reply) {
        return switch (reply) {
            case Reply.Answer<List<Fact>> answer ->
                answer.value().isEmpty() ? new Unknown("an answer that tells of no refund") : new Made(answer.value());
            case Reply.No<List<Fact>> no -> new Refused(no.code());
            case Reply.Silence<List<Fact>> silence -> new Unknown(silence.reason());
        };
    }
}
