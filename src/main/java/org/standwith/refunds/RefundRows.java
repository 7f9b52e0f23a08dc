package org.standwith.refunds;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.payments.Provider;
import org.standwith.refunds.Refund.Cause;
import org.standwith.refunds.Refund.Ending;
import org.standwith.refunds.Refund.State;
import org.standwith.refunds.Refund.Step;

/** Refunds as they lie in the database. Every change of state leaves a step. */
@Component
class RefundRows {

    /** Who did what no member of staff did. */
    static final String SYSTEM = "system";

    private static final String ALL = "select * from refund ";
    private static final int LONGEST_NOTE = 200;
    private static final int LONGEST_CODE = 120;

    private final JdbcClient jdbc;
    private final Clock clock;

    RefundRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws org.springframework.dao.DuplicateKeyException where there is one of this key, or of this payment and cause */
    void insert(Refund refund, @Nullable UUID key, String by, String note) {
        jdbc.sql("""
            insert into refund (id, provider, payment, currency, amount_minor, cause, reason, state, asked_by,
                                idempotency_key, created_at, changed_at, tries, ending, ending_tries)
            values (:id, :provider, :payment, :currency, :minor, :cause, :reason, :state, :asked, :key, :now, :now, 0,
                    :ending, 0)\
            """)
                .param("id", refund.id().toString())
                .param("provider", refund.provider().name())
                .param("payment", refund.payment())
                .param("currency", refund.amount().getCurrencyUnit().getCode())
                .param("minor", refund.amount().getAmountMinorLong())
                .param("cause", refund.cause() == null ? null : refund.cause().name())
                .param("reason", refund.reason())
                .param("state", refund.state().name())
                .param("asked", refund.askedBy())
                .param("key", key == null ? null : key.toString())
                .param("now", at(refund.since()))
                .param("ending", refund.ending().name())
                .update();
        step(refund.id(), refund.state(), by, note);
    }

    Optional<Refund> find(UUID id) {
        return jdbc.sql(ALL + "where id = ?")
                .param(id.toString())
                .query((row, number) -> refund(row))
                .optional();
    }

    /** Whose payment is held, so that nobody else changes it until the commit. */
    Refund locked(UUID id) {
        return jdbc.sql(ALL + "where id = ? for update")
                .param(id.toString())
                .query((row, number) -> refund(row))
                .single();
    }

    Optional<Refund> ofKey(UUID key) {
        return jdbc.sql(ALL + "where idempotency_key = ?")
                .param(key.toString())
                .query((row, number) -> refund(row))
                .optional();
    }

    Optional<Refund> proposed(Provider provider, String payment, Cause cause) {
        return jdbc.sql(ALL + "where provider = ? and payment = ? and cause = ?")
                .params(provider.name(), payment, cause.name())
                .query((row, number) -> refund(row))
                .optional();
    }

    /** Of one payment, the earliest first. */
    List<Refund> of(Provider provider, String payment) {
        return jdbc.sql(ALL + "where provider = ? and payment = ? order by created_at, id")
                .params(provider.name(), payment)
                .query((row, number) -> refund(row))
                .list();
    }

    /** In any of these states, the oldest first. */
    long countIn(Collection<State> states) {
        return jdbc.sql("select count(*) from refund where state in (:states)")
                .param("states", states.stream().map(State::name).toList())
                .query(Long.class)
                .single();
    }

    List<Refund> in(Collection<State> states) {
        return jdbc.sql(ALL + "where state in (:states) order by created_at, id")
                .param("states", states.stream().map(State::name).toList())
                .query((row, number) -> refund(row))
                .list();
    }

    /** In any of these states, the latest change first. */
    List<Refund> latestIn(Collection<State> states, int most) {
        return jdbc.sql(ALL + "where state in (:states) order by changed_at desc, id limit :most")
                .param("states", states.stream().map(State::name).toList())
                .param("most", most)
                .query((row, number) -> refund(row))
                .list();
    }

    List<Step> stepsOf(UUID id) {
        return jdbc.sql("select at, state, who, note from refund_step where refund = ? order by number")
                .param(id.toString())
                .query((row, number) -> new Step(
                        instant(row, "at"),
                        State.valueOf(row.getString("state")),
                        row.getString("who"),
                        row.getString("note")))
                .list();
    }

    /** Takes it, and all that it now carries, into its state. */
    void save(Refund now, String by, String note) {
        jdbc.sql("""
            update refund
            set amount_minor = :minor, reason = :reason, state = :state, code = :code, asked_by = :asked,
                decided_by = :decided, changed_at = :now, sent_at = :sent, tries = :tries, due_at = :due,
                ending = :ending, provider_refund = :made
            where id = :id\
            """)
                .param("id", now.id().toString())
                .param("minor", now.amount().getAmountMinorLong())
                .param("reason", now.reason())
                .param("state", now.state().name())
                .param("code", now.code() == null ? null : cut(now.code(), LONGEST_CODE))
                .param("asked", now.askedBy())
                .param("decided", now.decidedBy())
                .param("now", at(clock.instant()))
                .param("sent", now.sent() == null ? null : at(now.sent()))
                .param("tries", now.tries())
                .param("due", now.due() == null ? null : at(now.due()))
                .param("ending", now.ending().name())
                .param("made", now.providerRefund())
                .update();
        step(now.id(), now.state(), by, note);
    }

    /** @return how often the provider was asked in vain to end what goes on, this time included */
    int countEndingTry(UUID id) {
        jdbc.sql("update refund set ending_tries = ending_tries + 1 where id = ?")
                .param(id.toString())
                .update();
        return jdbc.sql("select ending_tries from refund where id = ?")
                .param(id.toString())
                .query(Integer.class)
                .single();
    }

    /** A payment is known by another name, because nobody has to ask about it any more: nor about what was said of it. */
    void rename(Provider provider, String before, String now) {
        jdbc.sql("""
            update refund_step set note = '' where refund in (select id from refund where provider = ? and payment = ?)\
            """).params(provider.name(), before).update();
        jdbc.sql("update refund set payment = ?, reason = '' where provider = ? and payment = ?")
                .params(now, provider.name(), before)
                .update();
    }

    void renameMade(Provider provider, String before, String now) {
        jdbc.sql("update refund set provider_refund = ? where provider = ? and provider_refund = ?")
                .params(now, provider.name(), before)
                .update();
    }

    private void step(UUID id, State state, String by, String note) {
        jdbc.sql("""
            insert into refund_step (refund, number, at, state, who, note)
            select :id, coalesce(max(number), 0) + 1, :now, :state, :by, :note from refund_step where refund = :id\
            """)
                .param("id", id.toString())
                .param("now", at(clock.instant()))
                .param("state", state.name())
                .param("by", by)
                .param("note", cut(note, LONGEST_NOTE))
                .update();
    }

    private static Refund refund(ResultSet row) throws SQLException {
        String cause = row.getString("cause");
        return new Refund(
                UUID.fromString(row.getString("id")),
                new Provider(row.getString("provider")),
                row.getString("payment"),
                Money.ofMinor(CurrencyUnit.of(row.getString("currency")), row.getLong("amount_minor")),
                cause == null ? null : Cause.valueOf(cause),
                row.getString("reason"),
                State.valueOf(row.getString("state")),
                row.getString("code"),
                row.getString("asked_by"),
                row.getString("decided_by"),
                instant(row, "created_at"),
                instant(row, "changed_at"),
                row.getObject("sent_at") == null ? null : instant(row, "sent_at"),
                row.getInt("tries"),
                row.getObject("due_at") == null ? null : instant(row, "due_at"),
                Ending.valueOf(row.getString("ending")),
                row.getString("provider_refund"));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
