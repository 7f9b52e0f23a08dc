package org.standwith.reconciliation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.FactListener;
import org.standwith.payments.Provider;

/** The table of payouts. They come to be, and fail, with the facts that tell of it. */
@Component
class Payouts implements FactListener {

    private static final String ALL = "select * from payout";

    private static final RowMapper<Payout> ROW = (row, number) -> {
        CurrencyUnit currency = CurrencyUnit.of(row.getString("currency"));
        Long lines = row.getObject("lines_minor", Long.class);
        return new Payout(
                new Provider(row.getString("provider")),
                row.getString("payout"),
                Money.ofMinor(currency, row.getLong("minor")),
                Runs.instant(row.getObject("sent_at", LocalDateTime.class)),
                Payout.Status.valueOf(row.getString("status")),
                lines == null ? null : Money.ofMinor(currency, lines));
    };

    private final JdbcClient jdbc;

    Payouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void on(News news) {
        for (OwnedFact each : news.fresh()) {
            if (each.fact() instanceof PayoutSent sent) {
                keep(sent.provider(), sent.payout(), sent.amount(), sent.at(), Payout.Status.SENT);
            } else if (each.fact() instanceof PayoutFailed failed) {
                keep(failed.provider(), failed.payout(), failed.amount(), failed.at(), Payout.Status.FAILED);
            }
        }
    }

    /** That it failed holds, also when that is told before it is told that it was sent. */
    private void keep(Provider provider, String payout, Money amount, Instant at, Payout.Status status) {
        jdbc.sql("""
            insert into payout (provider, payout, currency, minor, sent_at, status)
            values (:provider, :payout, :currency, :minor, :at, :status)
            on duplicate key update
                sent_at = case when :status = 'SENT' then :at else sent_at end,
                status = case when :status = 'FAILED' then 'FAILED' else status end\
            """)
                .param("provider", provider.name())
                .param("payout", payout)
                .param("currency", amount.getCurrencyUnit().getCode())
                .param("minor", amount.getAmountMinorLong())
                .param("at", StatementLines.at(at))
                .param("status", status.name())
                .update();
    }

    /** Those sent before a moment whose lines are not known to sum to them, the oldest first. */
    List<Payout> open(Provider provider, Instant before) {
        return jdbc.sql(ALL + " where provider = ? and status = 'SENT' and sent_at < ? order by sent_at, payout")
                .params(provider.name(), StatementLines.at(before))
                .query(ROW)
                .list();
    }

    /** The newest first. */
    List<Payout> latest(int most) {
        return jdbc.sql(ALL + " order by sent_at desc, payout limit ?")
                .param(most)
                .query(ROW)
                .list();
    }

    Optional<Payout> find(Provider provider, String payout) {
        return jdbc.sql(ALL + " where provider = ? and payout = ?")
                .params(provider.name(), payout)
                .query(ROW)
                .optional();
    }

    void sums(Payout payout, Money lines) {
        jdbc.sql("update payout set lines_minor = ? where provider = ? and payout = ?")
                .params(lines.getAmountMinorLong(), payout.provider().name(), payout.payout())
                .update();
    }

    /** Only while it has not failed: that may be told in this very moment. */
    void close(Payout payout, Money lines) {
        jdbc.sql("update payout set status = 'CLOSED', lines_minor = ? where provider = ? and payout = ? and status ="
                        + " 'SENT'")
                .params(lines.getAmountMinorLong(), payout.provider().name(), payout.payout())
                .update();
    }

    /** Somebody has explained why its lines do not sum to it. */
    void accept(Payout payout) {
        jdbc.sql("update payout set status = 'ACCEPTED' where provider = ? and payout = ? and status = 'SENT'")
                .params(payout.provider().name(), payout.payout())
                .update();
    }

    /** What the statement says was left after it. */
    void left(Provider provider, String payout, Money balance) {
        jdbc.sql("update payout set balance_minor = ? where provider = ? and payout = ? and currency = ?")
                .params(
                        balance.getAmountMinorLong(),
                        provider.name(),
                        payout,
                        balance.getCurrencyUnit().getCode())
                .update();
    }

    Optional<Money> left(Payout payout) {
        return balance(
                "select balance_minor from payout where provider = ? and payout = ?",
                payout.amount().getCurrencyUnit(),
                payout.provider().name(),
                payout.payout());
    }

    /** What was left after the last one that was closed before this; nothing is taken to have been left before the first. */
    Money leftBefore(Payout payout) {
        CurrencyUnit currency = payout.amount().getCurrencyUnit();
        return balance(
                        "select balance_minor from payout where provider = ? and currency = ? and status in ('CLOSED',"
                                + " 'ACCEPTED') and sent_at < ? order by sent_at desc limit 1",
                        currency,
                        payout.provider().name(),
                        currency.getCode(),
                        StatementLines.at(payout.sent()))
                .orElse(Money.zero(currency));
    }

    private Optional<Money> balance(String sql, CurrencyUnit currency, Object... parameters) {
        return jdbc
                .sql(sql)
                .params(parameters)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .list()
                .stream()
                .findFirst()
                .flatMap(each -> each)
                .map(minor -> Money.ofMinor(currency, minor));
    }
}
