package org.standwith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Fact;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Period;
import org.standwith.payments.Statement;
import org.standwith.payments.StatementLine;
import org.standwith.payments.Statements;

/** A provider's statement that a test writes, line by line. */
public final class AccountStatements implements Statements {

    public final List<StatementLine> lines = new CopyOnWriteArrayList<>();

    /** By payout; what is not here is not told. */
    public final Map<String, List<StatementLine>> payouts = new ConcurrentHashMap<>();

    /** What is known of a line besides what it says, by its {@code ref}. */
    public final Map<String, List<Fact>> known = new ConcurrentHashMap<>();

    /** Ids of lines, on every page, that nobody can read. */
    public final List<String> unreadable = new CopyOnWriteArrayList<>();

    /** Thrown instead of an answer; null while there are answers. */
    public @Nullable RuntimeException fault;

    /** Pages that were asked for. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** Of which periods they were. */
    public final List<Period> periods = new CopyOnWriteArrayList<>();

    public int pageSize = 3;

    /** How many pages are given before the provider keeps silent; it speaks again when this is raised. */
    public int patience = Integer.MAX_VALUE;

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
        periods.add(period);
        return page(
                lines.stream()
                        .filter(line -> period.contains(line.at()))
                        .sorted(Comparator.comparing(StatementLine::at))
                        .toList(),
                next);
    }

    @Override
    public Statement ofPayout(String payout, @Nullable String next) {
        return payouts.containsKey(payout) ? page(payouts.get(payout), next) : new Statement.NotTold("made by hand");
    }

    @Override
    public Inquiry explain(StatementLine line) {
        List<Fact> facts = new ArrayList<>(line.tells());
        facts.addAll(known.getOrDefault(line.ref(), List.of()));
        return new Inquiry.Answered(facts);
    }

    private Statement page(List<StatementLine> all, @Nullable String next) {
        asked.add(String.valueOf(next));
        if (fault != null) {
            throw fault;
        }
        if (patience-- <= 0) {
            return new Statement.Unavailable("silent");
        }
        int from = next == null ? 0 : Integer.parseInt(next);
        int to = Math.min(all.size(), from + pageSize);
        return new Statement.Page(all.subList(from, to), to < all.size() ? Integer.toString(to) : null, unreadable);
    }
}
