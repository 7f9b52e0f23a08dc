package org.standwith.contributions;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that was asked for, and how far it has come.
 *
 * @param key by which it was asked for
 * @param refusal why it was refused; null where it was not
 * @param asked when it was asked for, to the microsecond
 * @param claimed until when somebody carries it out, whoever that is; null where nobody does
 * @param tries in vain
 */
record Intent(
        UUID id,
        UUID contribution,
        UUID key,
        State state,
        @Nullable Refusal refusal,
        Instant asked,
        @Nullable Instant claimed,
        int tries,
        Particulars particulars) {

    /** How far a change has come. */
    enum State {
        /** For us to ask the provider for, or to ask again, as long as it is not known what came of it. */
        ASKED,
        /** For the supporter to agree to, or to give a card for, at the provider. */
        AGREEING,
        DONE,
        /** For the supporter to do in their account over there; what became of it we do not hear. */
        SHOWN,
        REFUSED,
        FORBIDDEN
    }

    /**
     * What lies sealed.
     *
     * @param until of a pause: when it is over; of what ends with its period: when that is
     * @param page of the provider's, where the supporter has to agree
     * @param checkout the provider's own id of the page where a card is given
     */
    record Particulars(
            Alteration wish,
            WayBack back,
            @Nullable Instant until,
            @Nullable URI page,
            @Nullable String checkout) {

        Particulars at(URI where, @Nullable String newCheckout) {
            return new Particulars(wish, back, until, where, newCheckout == null ? checkout : newCheckout);
        }

        @Override
        public String toString() {
            return "Particulars[***]";
        }
    }

    Alteration wish() {
        return particulars.wish();
    }

    boolean isOpen() {
        return state == State.ASKED || state == State.AGREEING;
    }

    boolean isClaimed(Instant now) {
        return claimed != null && claimed.isAfter(now);
    }

    /** For the provider: the same for every try. */
    String providerKey() {
        return "change-" + id;
    }

    ChangeOutcome outcome() {
        return switch (state) {
            case ASKED -> new ChangeOutcome.UnderWay();
            case AGREEING -> new ChangeOutcome.ToBeAgreed(page());
            case DONE -> new ChangeOutcome.Done();
            case SHOWN -> new ChangeOutcome.InTheirAccount(page());
            case REFUSED -> new ChangeOutcome.Refused(Objects.requireNonNull(refusal));
            case FORBIDDEN -> new ChangeOutcome.Forbidden();
        };
    }

    OpenChange told() {
        return new OpenChange(key, wish(), asked, state == State.AGREEING ? page() : null);
    }

    private URI page() {
        return Objects.requireNonNull(particulars.page());
    }

    @Override
    public String toString() {
        return "Intent[***]";
    }
}
