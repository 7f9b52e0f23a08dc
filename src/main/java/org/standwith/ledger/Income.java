package org.standwith.ledger;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.money.Cadence;

/** What came in, from the journal. */
@Component
public class Income {

    /** What the figures may be told apart by; the currency always is. */
    public enum Dimension {
        MONTH("booking_month"),
        CADENCE("cadence"),
        CURRENCY("currency"),
        PROVIDER("provider");

        private final String column;

        Dimension(String column) {
            this.column = column;
        }
    }

    /**
     * @param month null unless asked for; so are cadence and provider
     * @param payments how many
     * @param gross what supporters gave
     * @param fees what providers kept
     * @param refunds what went back, less what bounced
     * @param disputes what was taken back by banks, less what was won
     * @param net gross less the rest; null where money was exchanged, because gross and fee are then not in one currency
     */
    public record Row(
            @Nullable YearMonth month,
            @Nullable Cadence cadence,
            @Nullable String provider,
            long payments,
            Money gross,
            Money fees,
            Money refunds,
            Money disputes,
            @Nullable Money net) {}

    private final JdbcClient jdbc;

    Income(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The figures of these booking months, both included, by these dimensions and in their order. */
    public List<Row> of(YearMonth from, YearMonth to, Set<Dimension> by) {
        List<String> columns =
                new ArrayList<>(by.stream().sorted().map(each -> each.column).toList());
        if (!columns.contains(Dimension.CURRENCY.column)) {
            columns.add(Dimension.CURRENCY.column);
        }
        String grouping = columns.stream().collect(Collectors.joining(", "));
        return jdbc.sql("""
            select %s,
                   sum(case when account = 'CONTRIBUTIONS' and kind = 'PAYMENT' then 1 else 0 end) payments,
                   sum(case when account = 'CONTRIBUTIONS' then -minor else 0 end) gross,
                   sum(case when account = 'FEES' then minor else 0 end) fees,
                   sum(case when account = 'REFUNDS' then minor else 0 end) refunds,
                   sum(case when account = 'DISPUTES' then minor else 0 end) disputes,
                   sum(case when account = 'CONVERSION' then 1 else 0 end) exchanged
            from posting
            where booking_month between :from and :to
              and cadence is not null
              and account in ('CONTRIBUTIONS', 'FEES', 'REFUNDS', 'DISPUTES', 'CONVERSION')
            group by %s
            order by %s\
            """.formatted(grouping, grouping, grouping))
                .param("from", from.toString())
                .param("to", to.toString())
                .query((row, number) -> {
                    CurrencyUnit currency = CurrencyUnit.of(row.getString("currency"));
                    Money gross = Money.ofMinor(currency, row.getLong("gross"));
                    Money fees = Money.ofMinor(currency, row.getLong("fees"));
                    Money refunds = Money.ofMinor(currency, row.getLong("refunds"));
                    Money disputes = Money.ofMinor(currency, row.getLong("disputes"));
                    String cadence = by.contains(Dimension.CADENCE) ? row.getString("cadence") : null;
                    return new Row(
                            by.contains(Dimension.MONTH) ? YearMonth.parse(row.getString("booking_month")) : null,
                            cadence == null ? null : Cadence.valueOf(cadence),
                            by.contains(Dimension.PROVIDER) ? row.getString("provider") : null,
                            row.getLong("payments"),
                            gross,
                            fees,
                            refunds,
                            disputes,
                            row.getLong("exchanged") > 0
                                    ? null
                                    : gross.minus(fees).minus(refunds).minus(disputes));
                })
                .list();
    }
}
