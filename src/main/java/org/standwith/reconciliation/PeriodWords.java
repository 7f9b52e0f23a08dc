package org.standwith.reconciliation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;
import org.standwith.payments.Period;

/** Periods as staff read them: by the days of the books, the last one included, and by the clock where they are no whole days. */
@Component
public class PeriodWords {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final BooksDays days;

    PeriodWords(BooksDays days) {
        this.days = days;
    }

    /** When it begins: the first day of it. */
    public String from(Period period) {
        return (areDays(period) ? DAY : MOMENT).format(local(period.from()));
    }

    /** When it ends: the last day of it. */
    public String to(Period period) {
        return areDays(period) ? DAY.format(local(period.to()).minusDays(1)) : MOMENT.format(local(period.to()));
    }

    private boolean areDays(Period period) {
        return isMidnight(local(period.from())) && isMidnight(local(period.to()));
    }

    private static boolean isMidnight(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, days.zone());
    }
}
