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
    /** What somebody who is none of the staff gave as a name at the office's door. */
    STAFF_NAME,
    /** What stood in JSON where the name of a field is. */
    FIELD_NAME,
    /** What stood where the server expects a request, and there was none that it could read. */
    NO_REQUEST,
    /** The secret by which a supporter without e-mail is known. */
    CODE,
    /** By which a device, and whoever holds it, knows a passkey. */
    PASSKEY,
    /** What stands in a letter's links, by which its reader is known. */
    LINK,
    /** Where somebody lives or has their bank: a part of a country that nobody has heard of. */
    COUNTRY,
    /** What stands for a card that was entered, and by what a browser goes on with it. */
    TOKEN,
    CARD_SECRET,
    /** The provider's own mark of a card, the same wherever it is used. */
    FINGERPRINT,
    /** The provider's id of the person, of what they undertook, and of what they paid. */
    PAYER,
    CUSTOMER,
    SUBSCRIPTION,
    PAYMENT,
    /** Not of a person: put there by the run itself, to see that it would be found. */
    PLANTED
}
