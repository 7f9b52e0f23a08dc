package org.standwith.mail;

/** What a mail server said to one letter. */
sealed interface Delivery {

    /** It has it, and sees to the rest. */
    record Accepted() implements Delivery {}

    /**
     * There is no such mailbox.
     *
     * @param code after RFC 3463
     */
    record NoMailbox(String code) implements Delivery {}

    /**
     * Not now, or not like this.
     *
     * @param code of three digits, after RFC 5321
     */
    record Deferred(String code) implements Delivery {}

    /** It may have it: the connection was lost. */
    record Unknown() implements Delivery {}
}
