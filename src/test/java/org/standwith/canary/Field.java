package org.standwith.canary;

/** What is known of somebody. */
enum Field {
    EMAIL,
    NAME,
    STREET,
    USER_AGENT,
    ADDRESS,
    /** What somebody wrote, or put where it does not belong. */
    MESSAGE,
    /** The secret by which a supporter without e-mail is known. */
    CODE,
    /** The provider's id of the person, of what they undertook, and of what they paid. */
    PAYER,
    CUSTOMER,
    SUBSCRIPTION,
    PAYMENT,
    /** Not of a person: put there by the run itself, to see that it would be found. */
    PLANTED
}
