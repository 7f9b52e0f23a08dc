package org.standwith.contributions;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.standwith.risk.AfterCapture;

/**
 * A contribution that is taken back because its supporter is at risk by it, and how far that has come. It lies sealed in a
 * task; the names of its components are in what is sealed.
 *
 * @param refs what has to be ended besides subscriptions, by the names under which we know it
 * @param since when it began
 * @param stage what is to be done next; all before it is done
 * @param answer what the supporter wants done with money that was taken; null until they have said it
 * @param toForget the provider's own ids of what it has still to remove; known from when our own are blanked
 * @param waitsFor a provider's word for why it has not done it yet
 * @param tries in vain, in a row
 */
record Withdrawal(
        UUID contribution,
        Cause cause,
        List<String> refs,
        Instant since,
        Stage stage,
        @Nullable AfterCapture answer,
        List<String> toForget,
        @Nullable String waitsFor,
        int tries) {

    /** Why. */
    enum Cause {
        /** Money came, or was about to, from where nobody may pay. */
        FORBIDDEN,
        /** A place became one from where nobody may pay; what was paid before stays paid. */
        DESIGNATED,
        /** Its supporter wants to be forgotten; what was paid stays paid. */
        WISHED,
        /** What goes on by itself has not been looked after for as long as the policy lets it; the supporter stays. */
        LAPSED
    }

    /** What is done, in this order. */
    enum Stage {
        /** No further payment is to come, and none that is only reserved. */
        ENDING,
        /** The supporter is asked, when they come back to us, what becomes of money that was taken. */
        ASKING,
        GIVING_BACK,
        /** Their key is destroyed. */
        ERASING,
        /** The provider removes what it keeps of them. */
        FORGETTING
    }

    Withdrawal {
        refs = List.copyOf(refs);
        toForget = List.copyOf(toForget);
    }

    static Withdrawal begun(UUID contribution, Cause cause, List<String> refs, Instant since) {
        return new Withdrawal(contribution, cause, refs, since, Stage.ENDING, null, List.of(), null, 0);
    }

    /** The same with what was found out since: the graver cause counts. */
    Withdrawal with(Cause other, List<String> more) {
        Cause graver = cause.compareTo(other) <= 0 ? cause : other;
        List<String> all =
                Stream.concat(refs.stream(), more.stream()).distinct().toList();
        return new Withdrawal(contribution, graver, all, since, stage, answer, toForget, waitsFor, tries);
    }

    /** Whether their supporter is forgotten at its end. */
    boolean endsInErasing() {
        return switch (cause) {
            case FORBIDDEN, DESIGNATED, WISHED -> true;
            case LAPSED -> false;
        };
    }

    Withdrawal next(Stage now) {
        return new Withdrawal(contribution, cause, refs, since, now, answer, toForget, null, 0);
    }

    Withdrawal answered(AfterCapture choice) {
        return new Withdrawal(contribution, cause, refs, since, stage, choice, toForget, waitsFor, 0);
    }

    /** What the provider has to remove is noted before we no longer know it. */
    Withdrawal erasing(List<String> ids) {
        return new Withdrawal(contribution, cause, refs, since, Stage.ERASING, answer, ids, null, 0);
    }

    Withdrawal stillForgetting(List<String> ids, String reason) {
        return new Withdrawal(contribution, cause, refs, since, stage, answer, ids, reason, tries + 1);
    }

    Withdrawal inVain(String reason) {
        return new Withdrawal(contribution, cause, refs, since, stage, answer, toForget, reason, tries + 1);
    }

    @Override
    public String toString() {
        return "Withdrawal[***]";
    }
}
