package org.standwith.refunds;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Provider;

/**
 * Money that is to go back to whoever paid it, or went. Names no supporter.
 *
 * @param payment the name under which we know the payment
 * @param amount in the payment's currency
 * @param cause why it was proposed; null where staff asked for it unprompted
 * @param reason staff's own words, about the payment and not about a person
 * @param code the provider's word for why it refused, or ours for why it was not asked; null in every other state
 * @param askedBy who of the staff; null while it is only proposed
 * @param decidedBy who agreed to it, or declined it; null where nobody had to
 * @param since when it was asked for or proposed
 * @param changed when it came into its state
 * @param sent when the provider was asked first; null before that
 * @param tries how often the provider was asked again in vain
 * @param due when it is asked again; null where it is not
 * @param ending whether what goes on by itself is ended as well
 * @param providerRefund the name under which we know what the provider made of it; null while it made nothing
 */
public record Refund(
        UUID id,
        Provider provider,
        String payment,
        Money amount,
        @Nullable Cause cause,
        String reason,
        State state,
        @Nullable String code,
        @Nullable String askedBy,
        @Nullable String decidedBy,
        Instant since,
        Instant changed,
        @Nullable Instant sent,
        int tries,
        @Nullable Instant due,
        Ending ending,
        @Nullable String providerRefund) {

    /** @param sent kept where it was sent before: the first time counts */
    Refund sending(Instant now) {
        return in(State.SENT, null, decidedBy, sent == null ? now : sent, tries, null, providerRefund);
    }

    /** Its answer did not come. */
    Refund unclear(int inVain, @Nullable Instant again) {
        return in(again == null ? State.PARKED : State.UNKNOWN, null, decidedBy, sent, inVain, again, providerRefund);
    }

    Refund agreed(@Nullable String by) {
        return in(State.APPROVED, null, by, sent, 0, null, providerRefund);
    }

    Refund declined(String by) {
        return in(State.DECLINED, null, by, sent, tries, null, providerRefund);
    }

    Refund refused(String why) {
        return in(State.REFUSED, why, decidedBy, sent, tries, null, providerRefund);
    }

    /** @param made the provider's id of it */
    Refund made(String made, boolean bounced) {
        return in(bounced ? State.BOUNCED : State.CONFIRMED, null, decidedBy, sent, tries, null, made);
    }

    Refund ending(Ending now) {
        return new Refund(
                id,
                provider,
                payment,
                amount,
                cause,
                reason,
                state,
                code,
                askedBy,
                decidedBy,
                since,
                changed,
                sent,
                tries,
                due,
                now,
                providerRefund);
    }

    /** What was proposed is wanted. */
    Refund wanted(Money so, String why, String by, Ending also) {
        return new Refund(
                id,
                provider,
                payment,
                so,
                cause,
                why,
                State.ASKED,
                null,
                by,
                null,
                since,
                changed,
                sent,
                tries,
                due,
                also,
                providerRefund);
    }

    private Refund in(
            State next,
            @Nullable String why,
            @Nullable String decided,
            @Nullable Instant first,
            int inVain,
            @Nullable Instant again,
            @Nullable String made) {
        return new Refund(
                id, provider, payment, amount, cause, reason, next, why, askedBy, decided, since, changed, first,
                inVain, again, ending, made);
    }

    /** What came to light so that it is proposed. */
    public enum Cause {
        /** The payment was taken although the provider had confirmed the end. */
        CHARGED_AFTER_CANCEL,
        /** The books and a provider's statement differ. */
        RECONCILIATION
    }

    /** How far it has come. */
    public enum State {
        /** By the system, for staff to say what becomes of it. */
        PROPOSED,
        /** Waits for a second person. */
        ASKED,
        /** Agreed to, and about to be sent to the provider. */
        APPROVED,
        /** The provider was asked, and its answer is on its way. */
        SENT,
        /** The provider did not say what came of it, and is asked again. */
        UNKNOWN,
        /** It was asked for days and did not say: for staff to look at. */
        PARKED,
        /** The provider has made it, and the books say so. */
        CONFIRMED,
        /** It was not made. */
        REFUSED,
        /** Staff decided against it. */
        DECLINED,
        /** It was made, and the money came back to us: it did not reach whoever had paid. */
        BOUNCED;

        /** Whether something is still to be done, by staff or by us. */
        public boolean isOpen() {
            return switch (this) {
                case PROPOSED, ASKED, APPROVED, SENT, UNKNOWN, PARKED -> true;
                case CONFIRMED, REFUSED, DECLINED, BOUNCED -> false;
            };
        }

        /** Whether its amount is spoken for, though the books do not have it yet. */
        boolean reserves() {
            return this == ASKED || this == APPROVED || isAtProvider();
        }

        /** Whether the provider may have made it without our knowing. */
        boolean isAtProvider() {
            return this == SENT || isUnclear();
        }

        /** Whether a refund of its amount that comes to light is this one. */
        boolean isUnclear() {
            return this == UNKNOWN || this == PARKED;
        }
    }

    /** Whether what the payment belongs to, and goes on by itself, is ended as well. */
    public enum Ending {
        NOT_ASKED,
        ASKED,
        /** The provider has confirmed it, or nothing went on. */
        DONE,
        /** The provider did not confirm it: for staff to look at. */
        FAILED
    }

    /**
     * One thing that happened to it.
     *
     * @param by the member of staff, or {@code system}
     * @param note in their words or a provider's; may be empty
     */
    public record Step(Instant at, State state, String by, String note) {}

    /** A refund with all that has happened to it, the earliest first. */
    public record Story(Refund refund, List<Step> steps) {
        public Story {
            steps = List.copyOf(steps);
        }
    }
}
