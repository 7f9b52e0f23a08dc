package org.standwith.payments;

/** What came of a call to a provider: the answers that the outside world has, in an adapter's first reading of them. */
public sealed interface Reply<T> {

    record Answer<T>(T value) implements Reply<T> {}

    /**
     * The provider said no, and did nothing.
     *
     * @param code its own word for why
     */
    record No<T>(String code) implements Reply<T> {}

    /**
     * No answer, or none that says what happened.
     *
     * @param stored it did answer, with an error of its own, which may be repeated to the same idempotency key
     */
    record Silence<T>(String reason, boolean stored) implements Reply<T> {}
}
