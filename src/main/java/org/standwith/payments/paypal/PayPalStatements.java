package org.standwith.payments.paypal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Fact;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Statement;
import org.standwith.payments.StatementLine;
import org.standwith.payments.Statements;

/**
 * PayPal's transaction search as a statement, the oldest lines first. Where a page ends is a moment, so that neither what is
 * reported late nor the end of a page can tear apart what belongs together: around every page some seconds more are asked for,
 * in which an exchange may follow what it is of. An exchange that follows later, as one that somebody starts does, is told by
 * itself.
 */
final class PayPalStatements implements Statements {

    /** PayPal makes no payouts of its own: what was withdrawn is an amount, and made of nothing. */
    static final String NOT_ITEMISED = "not itemised";

    static final String NOT_YET = "its statement does not reach that far yet";
    static final String TOO_MUCH = "more at once than PayPal lists";

    /** PayPal answers for 31 days at most. */
    private static final Duration WINDOW = Duration.ofDays(30);

    /** Within this time follows the exchange of what came in foreign money. */
    private static final Duration TOGETHER = Duration.ofSeconds(10);

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final Provider provider;
    private final PayPalSearch search;
    private final PayPalInquiry inquiry;

    PayPalStatements(Provider provider, PayPalSearch search, PayPalInquiry inquiry) {
        this.provider = provider;
        this.search = search;
        this.inquiry = inquiry;
    }

    @Override
    public Duration lateness() {
        return Duration.ofHours(3);
    }

    @Override
    public Duration reach() {
        return Duration.ofDays(3 * 365);
    }

    @Override
    public Statement of(Period period, @Nullable String next) {
        Instant begin = next == null ? period.from() : moment(next);
        if (!period.contains(begin)) {
            throw new IllegalArgumentException("Not where a page ends");
        }
        try {
            return told(period, begin);
        } catch (ProviderSilent silent) {
            return new Statement.Unavailable(silent.reason());
        } catch (RuntimeException e) {
            return new Statement.Unavailable("unreadable, " + e.getClass().getSimpleName());
        }
    }

    private static Instant moment(String next) {
        try {
            return Instant.parse(next);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Not where a page ends");
        }
    }

    private Statement told(Period period, Instant begin) {
        Duration length = WINDOW;
        while (length.compareTo(SHORTEST) >= 0) {
            Instant end = PayPalSearch.earlier(period.to(), begin.plus(length));
            Optional<PayPalSearch.Found> found =
                    search.first(begin.minus(TOGETHER), end.plus(TOGETHER), begin.plus(TOGETHER));
            if (found.isPresent()) {
                Instant known = found.get().until().minus(TOGETHER);
                return page(period, begin, PayPalSearch.earlier(end, known), found.get());
            }
            length = Duration.between(begin, end).dividedBy(2);
        }
        return new Statement.Unavailable(TOO_MUCH);
    }

    private Statement page(Period period, Instant begin, Instant until, PayPalSearch.Found found) {
        if (!until.isAfter(begin)) {
            return new Statement.Unavailable(NOT_YET);
        }
        Period known = new Period(begin, until);
        List<StatementLine> lines = PayPalGroups.of(provider, found.rows()).stream()
                .map(PayPalBooking::line)
                .filter(line -> known.contains(line.at()))
                .toList();
        return new Statement.Page(
                lines, until.isBefore(period.to()) ? until.toString() : null, List.copyOf(found.unreadable()));
    }

    @Override
    public Statement ofPayout(String payout, @Nullable String next) {
        return new Statement.NotTold(NOT_ITEMISED);
    }

    @Override
    public Inquiry explain(StatementLine line) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        line.tells().forEach(fact -> facts.put(fact.key(), fact));
        try {
            for (Fact fact : known(line)) {
                facts.putIfAbsent(fact.key(), fact);
            }
        } catch (ProviderSilent silent) {
            return new Inquiry.Unknown(silent.reason());
        } catch (RuntimeException e) {
            return new Inquiry.Unknown("unreadable, " + e.getClass().getSimpleName());
        }
        return new Inquiry.Answered(List.copyOf(facts.values()));
    }

    private List<Fact> known(StatementLine line) {
        Set<Fact> known = new LinkedHashSet<>();
        for (Fact fact : line.tells()) {
            if (fact instanceof Fact.OfPayment of) {
                // One that was paid by other ways than ours is known to the search alone.
                known.addAll(inquiry.find(of.payment()).orElse(List.of()));
            }
            if (fact instanceof Fact.DisputeWithdrawn || fact instanceof Fact.DisputeReinstated) {
                known.addAll(inquiry.disputes(((Fact.OfPayment) fact).payment()));
            }
        }
        return List.copyOf(known);
    }
}
