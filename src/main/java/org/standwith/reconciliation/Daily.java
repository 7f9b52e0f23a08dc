package org.standwith.reconciliation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.payments.Providers;

/** Every day is compared, also those on which nobody was there to do it. */
@Component
class Daily {

    /** Lines may be late, and fees are corrected within days. */
    private static final Duration AGAIN = Duration.ofDays(3);

    /** How often days are tried on which the provider gives no answer, each time for days. */
    private static final int TRIES = 3;

    private static final Duration LONGEST = Duration.ofDays(31);

    private final Providers providers;
    private final Runs runs;
    private final Queue queue;
    private final BooksDays days;
    private final Clock clock;

    Daily(Providers providers, Runs runs, Queue queue, BooksDays days, Clock clock) {
        this.providers = providers;
        this.runs = runs;
        this.queue = queue;
        this.days = days;
        this.clock = clock;
    }

    /** Asks for all whole days that are over, from the last one that was compared. */
    @Transactional
    public void ask() {
        providers.all().stream().map(PaymentProvider::provider).forEach(this::ask);
    }

    void ask(Provider provider) {
        Instant today = days.start(days.of(clock.instant()));
        Instant from = runs.covered(provider, Discrepancies.SYSTEM)
                .map(until -> until.minus(AGAIN))
                .or(() -> runs.firstDay(provider).map(days::start))
                .orElse(today.minus(AGAIN));
        // In pieces, so that one that does not come to an end keeps few days from being compared.
        for (Instant begin = from; begin.isBefore(today); begin = later(begin)) {
            Instant end = later(begin);
            queue.add(provider, new Period(begin, end.isBefore(today) ? end : today), Discrepancies.SYSTEM);
        }
        // After the new ones, which may contain them.
        runs.neverCompared(provider, Discrepancies.SYSTEM, TRIES)
                .forEach(period -> queue.add(provider, period, Discrepancies.SYSTEM));
    }

    private Instant later(Instant begin) {
        LocalDate day = days.of(begin);
        return days.start(day.plusDays(LONGEST.toDays()));
    }
}
