package org.standwith.ledger;

import java.time.YearMonth;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Money of which it is not known what it belongs to, and which therefore is in no report of income. */
@Component
public class Suspense {

    /** Month by month, because that is how it is found among millions that are in no suspense. */
    private static final String HELD = """
        select provider, base, currency, -sum(minor) held, min(month) month from (
            select p.provider, p.currency, p.minor, p.booking_month month,
                case when c.entry_key is not null then c.entry_key
                     when p.entry_key like concat('%', ?) then left(p.entry_key, char_length(p.entry_key) - ?)
                     else p.entry_key end base
            from (select distinct booking_month from posting) m
                join posting p on p.booking_month = m.booking_month and p.account = 'SUSPENSE'
                left join correction c on c.provider = p.provider and c.correction_key = p.entry_key) each_posting
        group by provider, base, currency having sum(minor) <> 0\
        """;

    /**
     * One movement that is held.
     *
     * @param ref the provider's id of it
     * @param amount positive where it is money that came
     * @param month in which it was booked
     */
    public record Held(String provider, String ref, Money amount, YearMonth month) {}

    private final JdbcTemplate jdbc;

    Suspense(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The oldest of them, at most so many. */
    @Transactional(readOnly = true)
    public List<Held> oldest(int most) {
        return jdbc.query(
                HELD + " order by month, provider, base, currency limit ?",
                (row, number) -> new Held(
                        row.getString(1),
                        row.getString(2).substring(row.getString(2).indexOf(':') + 1),
                        Money.ofMinor(CurrencyUnit.of(row.getString(3)), row.getLong(4)),
                        YearMonth.parse(row.getString(5))),
                JournalEntry.LINKED,
                JournalEntry.LINKED.length(),
                most);
    }
}
