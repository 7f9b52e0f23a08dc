package org.standwith.staff;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What staff did, in a chain that shows when somebody has changed, removed or inserted an entry.
 *
 * <p>Whoever can write to the whole table can also make a new chain; so an auditor notes the {@linkplain Intact#head
 * head} elsewhere and compares. Entries never carry personal data of supporters.
 */
@Service
public class AuditTrail {

    /** What checking the chain has found. */
    public sealed interface Verification {}

    /**
     * Nothing is missing, nothing was changed.
     *
     * @param head stands for all entries up to the last; worth noting elsewhere
     */
    public record Intact(long entries, String head) implements Verification {}

    /**
     * Somebody was at it.
     *
     * @param seq the first entry that is not as it was written
     */
    public record Broken(long seq, String why) implements Verification {}

    private static final int PAGE = 1000;

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Adds an entry, in the caller's transaction: what was done and that it was done are committed together.
     */
    @Transactional
    public void record(String actor, String action, String subject, String detail) {
        Link head = head(" for update");
        AuditEntry entry = new AuditEntry(
                head.seq() + 1,
                // As exact as the database keeps it, or the hash would not match what is read back.
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                cut(actor, 254),
                cut(action, 64),
                cut(subject, 254),
                cut(detail, 1000));
        Link next = head.followedBy(entry);
        jdbc.sql("""
            insert into staff_audit (seq, at, actor, action, subject, detail, hash) values (?, ?, ?, ?, ?, ?, ?)\
            """)
                .params(
                        entry.seq(),
                        Timestamp.from(entry.at()),
                        entry.actor(),
                        entry.action(),
                        entry.subject(),
                        entry.detail(),
                        next.hash())
                .update();
        jdbc.sql("update staff_audit_head set seq = ?, hash = ? where id = 1")
                .params(next.seq(), next.hash())
                .update();
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<AuditEntry> latest(int limit) {
        return rows("order by seq desc limit ?", limit).stream().map(Row::entry).toList();
    }

    /** Walks the whole chain. Reads one snapshot, so entries written meanwhile do not disturb it. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verification verify() {
        Link head = head("");
        Link link = Link.FIRST;
        List<Row> page;
        do {
            page = rows("where seq > ? order by seq limit " + PAGE, link.seq());
            for (Row row : page) {
                if (row.entry().seq() != link.seq() + 1) {
                    return new Broken(link.seq() + 1, "is missing");
                }
                link = link.followedBy(row.entry());
                if (!Arrays.equals(link.hash(), row.hash())) {
                    return new Broken(link.seq(), "is not as it was written");
                }
            }
        } while (page.size() == PAGE);
        if (link.seq() < head.seq()) {
            return new Broken(link.seq() + 1, "is missing");
        }
        if (link.seq() > head.seq() || !Arrays.equals(link.hash(), head.hash())) {
            return new Broken(link.seq(), "is not the one that was written last");
        }
        return new Intact(link.seq(), HexFormat.of().formatHex(link.hash()));
    }

    private Link head(String lock) {
        return jdbc.sql("select seq, hash from staff_audit_head where id = 1" + lock)
                .query((row, index) -> new Link(row.getLong(1), row.getBytes(2)))
                .single();
    }

    private List<Row> rows(String which, long parameter) {
        return jdbc.sql("select seq, at, actor, action, subject, detail, hash from staff_audit " + which)
                .param(parameter)
                .query((row, index) -> new Row(
                        new AuditEntry(
                                row.getLong(1),
                                row.getTimestamp(2).toInstant(),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6)),
                        row.getBytes(7)))
                .list();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private record Row(AuditEntry entry, byte[] hash) {}
}
