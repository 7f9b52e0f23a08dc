package org.standwith.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.standwith.payments.Period;

/**
 * Days as the books count them.
 *
 * @param zone time zone of the books
 */
@ConfigurationProperties("standwith.organisation")
record BooksDays(@DefaultValue("UTC") ZoneId zone) {

    Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The day in which this moment is. */
    LocalDate of(Instant moment) {
        return LocalDate.ofInstant(moment, zone);
    }

    /** The first day that is wholly in it. */
    LocalDate first(Period period) {
        LocalDate day = of(period.from());
        return start(day).equals(period.from()) ? day : day.plusDays(1);
    }

    /** The first day that is not wholly in it any more. */
    LocalDate end(Period period) {
        return of(period.to());
    }
}
