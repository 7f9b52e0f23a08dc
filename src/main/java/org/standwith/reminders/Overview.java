package org.standwith.reminders;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;

/** What staff see of reminders: how many are due when, what came of them, and whether anything is sent at all. Never of whom. */
@Service
public class Overview {

    /** Fewer than these are not told apart from none, and figures are rounded down to a multiple of it. */
    private static final long FEW = 10;

    private static final int WEEKS = 26;
    private static final int MONTHS = 12;
    private static final int DAYS = 7;

    /** @param late due before today and not sent yet */
    public record Due(long late, List<Week> weeks) {}

    public record Week(List<Day> days) {

        public long count() {
            return days.stream().mapToLong(Day::count).sum();
        }
    }

    /** @param shade from 0 for none to 4 for the most there are on a day */
    public record Day(LocalDate day, long count, int shade) {}

    /**
     * @param campaign empty for what came by none, null for those that are too small to be told apart
     * @param figures by outcome: {@code CONFIRMED}, {@code SENT}, …; null where there are fewer than ten
     */
    public record Line(YearMonth month, @Nullable String campaign, Map<String, @Nullable Long> figures) {}

    private final ReminderRows rows;
    private final Totals totals;
    private final Valve valve;
    private final AuditTrail audit;
    private final Clock clock;

    Overview(ReminderRows rows, Totals totals, Valve valve, AuditTrail audit, Clock clock) {
        this.rows = rows;
        this.totals = totals;
        this.valve = valve;
        this.audit = audit;
        this.clock = clock;
    }

    public boolean isStopped() {
        return valve.isClosed();
    }

    /** Nothing is sent from now on, or again; what had come due meanwhile follows. Says so in the audit trail. */
    @Transactional
    public void stop(boolean stop, StaffMember me) {
        audit.record(me.actor(), stop ? "reminders.stop" : "reminders.resume", "reminders", "");
        valve.close(stop);
    }

    /** The next half year by days, in weeks that begin on Monday. */
    public Due due() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(today.getDayOfWeek().getValue() - 1L);
        Map<LocalDate, Long> counts = rows.byDay(first.plusWeeks(WEEKS));
        long most = counts.values().stream().mapToLong(each -> each).max().orElse(0);
        List<Week> weeks = new ArrayList<>();
        for (int week = 0; week < WEEKS; week++) {
            List<Day> days = new ArrayList<>();
            for (int i = 0; i < DAYS; i++) {
                LocalDate day = first.plusDays((long) week * DAYS + i);
                long count = day.isBefore(today) ? 0 : counts.getOrDefault(day, 0L);
                days.add(new Day(day, count, shade(count, most)));
            }
            weeks.add(new Week(days));
        }
        long late = counts.entrySet().stream()
                .filter(each -> each.getKey().isBefore(today))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new Due(late, weeks);
    }

    private static int shade(long count, long most) {
        return count == 0 ? 0 : (int) Math.min(4, 1 + count * 4 / (most + 1));
    }

    /** The last twelve months, the latest first. */
    public List<Line> lines() {
        Map<YearMonth, Map<String, Map<Outcome, Long>>> all = new TreeMap<>(Comparator.reverseOrder());
        totals.since(totals.month().minusMonths(MONTHS - 1L))
                .forEach((key, count) -> all.computeIfAbsent(key.month(), any -> new TreeMap<>())
                        .computeIfAbsent(key.campaign(), any -> new TreeMap<>())
                        .put(key.outcome(), count));
        List<Line> lines = new ArrayList<>();
        all.forEach((month, campaigns) -> lines.addAll(lines(month, campaigns)));
        return lines;
    }

    private static List<Line> lines(YearMonth month, Map<String, Map<Outcome, Long>> campaigns) {
        List<Line> lines = new ArrayList<>();
        Map<Outcome, Long> others = new TreeMap<>();
        campaigns.forEach((campaign, counts) -> {
            if (counts.values().stream().anyMatch(count -> count >= FEW)) {
                lines.add(new Line(month, campaign, figures(counts)));
            } else {
                counts.forEach((outcome, count) -> others.merge(outcome, count, Long::sum));
            }
        });
        if (!others.isEmpty()) {
            lines.add(new Line(month, null, figures(others)));
        }
        return lines;
    }

    private static Map<String, @Nullable Long> figures(Map<Outcome, Long> counts) {
        Map<String, @Nullable Long> figures = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            long count = counts.getOrDefault(outcome, 0L);
            figures.put(outcome.name(), count < FEW ? null : count - count % FEW);
        }
        return figures;
    }
}
