package org.standwith.reconciliation;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;

/** Which periods of which providers can be asked for. */
@Component
public class PeriodRules {

    /** A year and a leap day, so that a year can be asked for as one. */
    static final Duration LONGEST = Duration.ofDays(366);

    /** What may be asked for. */
    public record Wanted(Provider provider, Period period) {}

    private final Providers providers;
    private final BooksDays days;
    private final Clock clock;

    PeriodRules(Providers providers, BooksDays days, Clock clock) {
        this.providers = providers;
        this.days = days;
        this.clock = clock;
    }

    /** @throws Problem naming each field that is not acceptable */
    Wanted check(@Nullable String provider, @Nullable String from, @Nullable String to) {
        return check(provider, from, to, LONGEST, known -> known.statements().reach());
    }

    /**
     * The same for what is not a comparison.
     *
     * @param from a day as in {@code 2026-01-31}, in the books' zone, or a moment in UTC
     * @param to the last day, included; or a moment, excluded
     * @param reach how far back a provider can be asked
     * @throws Problem naming each field that is not acceptable
     */
    public Wanted check(
            @Nullable String provider,
            @Nullable String from,
            @Nullable String to,
            Duration longest,
            Function<PaymentProvider, Duration> reach) {
        List<Problem.Field> wrong = new ArrayList<>();
        PaymentProvider known =
                provider == null ? null : providers.named(provider).orElse(null);
        if (known == null) {
            wrong.add(new Problem.Field("provider", "One of " + String.join(", ", providers.names()) + "."));
        }
        Instant begin = moment("from", from, false, wrong);
        Instant end = moment("to", to, true, wrong);
        Instant now = clock.instant();
        if (begin != null && begin.isAfter(now)) {
            wrong.add(new Problem.Field("from", "It is in the future, of which no provider has a statement."));
        } else if (end != null && end.isAfter(days.start(days.of(now).plusDays(1)))) {
            wrong.add(new Problem.Field("to", "It is in the future, of which no provider has a statement."));
        } else if (begin != null && end != null) {
            if (!begin.isBefore(end)) {
                wrong.add(new Problem.Field("to", "The period ends before it begins."));
            } else if (Duration.between(begin, end).compareTo(longest) > 0) {
                wrong.add(new Problem.Field("to", "At most " + longest.toDays() + " days at once."));
            } else if (known != null && begin.isBefore(now.minus(reach.apply(known)))) {
                wrong.add(new Problem.Field(
                        "from",
                        "This provider tells nothing from more than "
                                + reach.apply(known).toDays() + " days ago."));
            }
        }
        if (known == null || begin == null || end == null || !wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return new Wanted(known.provider(), new Period(begin, end));
    }

    private @Nullable Instant moment(String name, @Nullable String text, boolean last, List<Problem.Field> wrong) {
        try {
            if (text != null && text.length() == "2026-01-31".length()) {
                LocalDate day = LocalDate.parse(text);
                return days.start(last ? day.plusDays(1) : day);
            }
            if (text != null) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException e) {
            // told below, as for a missing one
        }
        wrong.add(new Problem.Field(name, "A day, as in 2026-01-31, or a moment, as in 2026-01-31T00:00:00Z."));
        return null;
    }
}
