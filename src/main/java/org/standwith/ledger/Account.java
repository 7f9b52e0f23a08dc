package org.standwith.ledger;

/** The accounts of the books. The provider, the currency and the cadence are dimensions of a posting. */
public enum Account {
    /** What a provider holds for us. */
    CLEARING(false),
    /** What providers sent to our bank. */
    BANK(false),
    /** What a provider holds back for a while. */
    RESERVE(false),
    /** What providers charge for our account, and for no payment. */
    CHARGES(false),
    /** What supporters gave. */
    CONTRIBUTIONS(true),
    /** What providers kept. */
    FEES(true),
    /** What went back to supporters. */
    REFUNDS(true),
    /** What supporters' banks took back. */
    DISPUTES(true),
    /** Money of which it is not known yet to which contribution it belongs, or what it is. */
    SUSPENSE(false),
    /** The two sides of an exchange of currencies. */
    CONVERSION(false);

    private final boolean result;

    Account(boolean result) {
        this.result = result;
    }

    /** Whether it counts towards income, so that a posting to it must say for which cadence. */
    boolean isResult() {
        return result;
    }

    /** Whether a posting to it may say for which cadence: an exchange explains why a result has no net. */
    boolean mayHaveCadence() {
        return result || this == CONVERSION;
    }
}
