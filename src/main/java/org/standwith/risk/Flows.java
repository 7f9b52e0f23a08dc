package org.standwith.risk;

/**
 * What a level means in each flow. How long something is kept, what its row looks like, and what a mail looks like and when
 * it goes out are the same at every level, and so not here: a protection that only people at risk get is a label on them.
 */
public record Flows(
        Checkout checkout,
        Descriptor descriptor,
        Receipt receipt,
        Renewal renewal,
        Reminders reminders,
        Mail mail,
        SignIn signIn,
        Metadata metadata,
        Reports reports,
        Support support,
        Logs logs) {

    /** All read the same notice before. */
    public enum Checkout {
        OFFERED,
        /** After they have said that they have read the notice. */
        ACKNOWLEDGED,
        /** The same; once is preselected, what goes on is confirmed a second time, and nobody asks for a name. */
        CONFIRMED,
        /** Why not, and how to help without money. No provider hears of it. */
        EXPLAINED
    }

    /** On the bank's statement. A special one would mark them. */
    public enum Descriptor {
        TRADING_NAME,
        NONE
    }

    public enum Receipt {
        MAIL_IF_CHOSEN,
        ON_SCREEN,
        /** Under a neutral name, and never again. */
        ON_SCREEN_ONCE,
        NONE
    }

    /** How they hear that something goes on. */
    public enum Renewal {
        MAIL_IF_CHOSEN,
        IN_ACCOUNT,
        /** Not at all; it ends unless they look after it. */
        UNTOLD,
        NONE
    }

    /** How somebody is asked again who wanted to be. */
    public enum Reminders {
        MAIL_IF_CHOSEN,
        /** Made on the spot, with a neutral title, and not kept. */
        CALENDAR_FILE,
        NONE
    }

    public enum Mail {
        /** From a neutral sender; the subject names neither organisation nor amount. */
        NEUTRAL,
        NONE
    }

    public enum SignIn {
        LINK_OR_CODE,
        /** The same, after a word on what a mail and a browser keep. */
        LINK_OR_CODE_EXPLAINED,
        CODE,
        NONE
    }

    /** What a provider is told besides the payment. */
    public enum Metadata {
        RANDOM_REFERENCE,
        NONE
    }

    /** Where they are counted. */
    public enum Reports {
        COUNTRY,
        REGION,
        UNDISCLOSED,
        NONE
    }

    /** What whoever helps them sees. */
    public enum Support {
        MASKED_ADDRESS,
        /** Only when they show their code. */
        BY_CODE,
        NONE
    }

    public enum Logs {
        /** What happened, and not to whom. */
        EVENT_CODE
    }

    static Flows of(Level level) {
        return switch (level) {
            case OPEN ->
                new Flows(
                        Checkout.OFFERED,
                        Descriptor.TRADING_NAME,
                        Receipt.MAIL_IF_CHOSEN,
                        Renewal.MAIL_IF_CHOSEN,
                        Reminders.MAIL_IF_CHOSEN,
                        Mail.NEUTRAL,
                        SignIn.LINK_OR_CODE,
                        Metadata.RANDOM_REFERENCE,
                        Reports.COUNTRY,
                        Support.MASKED_ADDRESS,
                        Logs.EVENT_CODE);
            case CAUTION ->
                new Flows(
                        Checkout.ACKNOWLEDGED,
                        Descriptor.TRADING_NAME,
                        Receipt.ON_SCREEN,
                        Renewal.IN_ACCOUNT,
                        Reminders.MAIL_IF_CHOSEN,
                        Mail.NEUTRAL,
                        SignIn.LINK_OR_CODE_EXPLAINED,
                        Metadata.RANDOM_REFERENCE,
                        Reports.REGION,
                        Support.MASKED_ADDRESS,
                        Logs.EVENT_CODE);
            case PROTECTED ->
                new Flows(
                        Checkout.CONFIRMED,
                        Descriptor.TRADING_NAME,
                        Receipt.ON_SCREEN_ONCE,
                        Renewal.UNTOLD,
                        Reminders.CALENDAR_FILE,
                        Mail.NONE,
                        SignIn.CODE,
                        Metadata.RANDOM_REFERENCE,
                        Reports.UNDISCLOSED,
                        Support.BY_CODE,
                        Logs.EVENT_CODE);
            case BLOCKED ->
                new Flows(
                        Checkout.EXPLAINED,
                        Descriptor.NONE,
                        Receipt.NONE,
                        Renewal.NONE,
                        Reminders.NONE,
                        Mail.NONE,
                        SignIn.NONE,
                        Metadata.NONE,
                        Reports.NONE,
                        Support.NONE,
                        Logs.EVENT_CODE);
        };
    }
}
