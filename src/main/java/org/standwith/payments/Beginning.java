package org.standwith.payments;

/** What came of making at a provider what is to be paid. */
public sealed interface Beginning {

    /** @param checkout the provider's id of it */
    record Begun(String checkout) implements Beginning {}

    /** The provider said no, and nothing was made. */
    record Refused(String reason) implements Beginning {}

    /**
     * We do not know. Beginning the same order again settles it.
     *
     * @param stored as in {@link Opening.Unknown}
     */
    record Unknown(String reason, boolean stored) implements Beginning {}
}
