package standwith.sandbox.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * How often something comes again.
 *
 * @param interval day, week, month or year
 */
public record Recurrence(String interval, int count) {

    /**
     * The first anniversary of the anchor after the moment: always counted from the anchor, so that the 31st comes back
     * after a shorter month.
     */
    public Instant next(Instant anchor, Instant after) {
        ZonedDateTime start = anchor.atZone(ZoneOffset.UTC);
        for (int n = 1; ; n++) {
            Instant end = step(start, n * count).toInstant();
            if (end.isAfter(after)) {
                return end;
            }
        }
    }

    private ZonedDateTime step(ZonedDateTime start, int n) {
        return switch (interval) {
            case "day" -> start.plusDays(n);
            case "week" -> start.plusWeeks(n);
            case "month" -> start.plusMonths(n);
            case "year" -> start.plusYears(n);
            default -> throw new IllegalStateException(interval);
        };
    }
}
