package standwith.sandbox.account;

import org.jspecify.annotations.Nullable;

/**
 * The page on which a payer pays, or does not.
 *
 * @param provider whose page it stands in for
 * @param action where its buttons go
 * @param state open, complete or expired
 * @param back where a page that is closed sends the payer; null when there is nowhere to go
 */
public record PayPage(
        String provider,
        String action,
        String amount,
        String cadence,
        String state,
        @Nullable String error,
        @Nullable String back) {

    public enum Button {
        APPROVE,
        DECLINE,
        LATE,
        ABANDON
    }

    public static String cadence(String interval) {
        return interval.equals("once") ? "once" : "every " + interval;
    }
}
