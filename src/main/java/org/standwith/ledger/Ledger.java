package org.standwith.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The journal. What is posted stays. */
@Component
public class Ledger {

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final ZoneId zone;

    Ledger(JdbcTemplate jdbc, Clock clock, LedgerProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.zone = properties.zone();
    }

    /**
     * Posts entries within the caller's transaction, so that what happened and its entry are kept together or not at
     * all. An entry of a key that is posted already is nothing.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(Collection<JournalEntry> entries) {
        Map<Key, JournalEntry> fresh = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> !entry.postings().isEmpty())
                .forEach(entry -> fresh.putIfAbsent(new Key(entry.provider(), entry.key()), entry));
        fresh.keySet().removeAll(posted(fresh.keySet()));

        List<Object[]> heads = new ArrayList<>();
        List<Object[]> lines = new ArrayList<>();
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (JournalEntry entry : fresh.values()) {
            LocalDate valueDate = LocalDate.ofInstant(entry.at(), zone);
            String month = YearMonth.from(valueDate).toString();
            String kind = entry.kind().name();
            heads.add(new Object[] {entry.provider(), entry.key(), kind, valueDate, month, now});
            int number = 0;
            for (Posting line : entry.postings()) {
                lines.add(new Object[] {
                    entry.provider(),
                    entry.key(),
                    number++,
                    line.account().name(),
                    line.amount().getCurrencyUnit().getCode(),
                    line.amount().getAmountMinorLong(),
                    line.cadence() == null ? null : line.cadence().name(),
                    kind,
                    month
                });
            }
        }
        jdbc.batchUpdate("""
            insert into journal_entry (provider, entry_key, kind, value_date, booking_month, posted_at)
            values (?, ?, ?, ?, ?, ?)\
            """, heads);
        jdbc.batchUpdate("""
            insert into posting
                (provider, entry_key, line, account, currency, minor, cadence, kind, booking_month)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """, lines);
    }

    /** What an entry follows from is known under another key from now on. Nothing else about it changes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void rename(String provider, String before, String now) {
        for (String end : List.of("", JournalEntry.LINKED)) {
            jdbc.update(
                    "update correction set entry_key = ? where provider = ? and entry_key = ?",
                    now + end,
                    provider,
                    before + end);
            jdbc.update(
                    "update journal_entry set entry_key = ? where provider = ? and entry_key = ?",
                    now + end,
                    provider,
                    before + end);
            jdbc.update(
                    "update posting set entry_key = ? where provider = ? and entry_key = ?",
                    now + end,
                    provider,
                    before + end);
        }
    }

    private Set<Key> posted(Collection<Key> keys) {
        Set<Key> posted = new HashSet<>();
        keys.stream()
                .collect(groupingBy(Key::provider, mapping(Key::key, toList())))
                .forEach((provider, names) -> new NamedParameterJdbcTemplate(jdbc)
                        .query(
                                "select entry_key from journal_entry where provider = :provider and entry_key in"
                                        + " (:names)",
                                Map.of("provider", provider, "names", names),
                                row -> {
                                    posted.add(new Key(provider, row.getString(1)));
                                }));
        return posted;
    }

    private record Key(String provider, String key) {}
}
