package org.standwith.payments;

/** What a provider's adapter makes of a request that says it is a webhook. */
public sealed interface Reception {

    record Genuine(Event event) implements Reception {}

    /** Not signed by the provider, too old or from the future, or not an event. */
    record Rejected(String reason) implements Reception {}

    /** It may be genuine, but that cannot be checked now. */
    record Unverifiable(String reason) implements Reception {}
}
