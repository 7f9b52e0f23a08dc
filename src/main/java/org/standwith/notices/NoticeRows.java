package org.standwith.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.notices.Notice.Kind;

/** The table of notices. Whoever adds one, or writes because of one that is removed, has locked its contribution. */
@Component
class NoticeRows {

    private final JdbcClient jdbc;

    NoticeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Notice notice) {
        jdbc.sql("insert into notice (contribution, kind, about, told, due_at) values (?, ?, ?, ?, ?)")
                .params(
                        notice.contribution().toString(),
                        notice.kind().name(),
                        at(notice.about()),
                        notice.told(),
                        at(notice.due()))
                .update();
    }

    /** All of these contributions. */
    List<Notice> of(Collection<UUID> contributions) {
        return contributions.isEmpty()
                ? List.of()
                : jdbc.sql("select * from notice where contribution in (:all)")
                        .param("all", contributions.stream().map(UUID::toString).toList())
                        .query(NoticeRows::notice)
                        .list();
    }

    /** Some of failures, by the id of their contribution. @param after that of the last one before; empty to begin */
    List<Notice> failures(String after, int most) {
        return jdbc.sql("select * from notice where kind = 'FAILURE' and contribution > ? order by contribution limit"
                        + " ?")
                .params(after, most)
                .query(NoticeRows::notice)
                .list();
    }

    List<Notice> lapses(Instant now, int most) {
        return jdbc.sql("select * from notice where kind = 'LAPSE' and due_at <= ? order by due_at limit ?")
                .params(at(now), most)
                .query(NoticeRows::notice)
                .list();
    }

    /** Whether it was there. */
    boolean become(Notice notice, Kind kind, Instant due) {
        return jdbc.sql("update notice set kind = ?, due_at = ? where contribution = ? and kind = ? and about = ?")
                        .params(
                                kind.name(),
                                at(due),
                                notice.contribution().toString(),
                                notice.kind().name(),
                                at(notice.about()))
                        .update()
                > 0;
    }

    /** Whether it was there until then. */
    boolean remove(Notice notice) {
        return jdbc.sql("delete from notice where contribution = ? and kind = ? and about = ?")
                        .params(notice.contribution().toString(), notice.kind().name(), at(notice.about()))
                        .update()
                > 0;
    }

    /** How many, at most so many, were deleted of renewals that are over. */
    int forgetRenewals(Instant now, int most) {
        return jdbc.sql("delete from notice where kind = 'RENEWAL' and due_at <= ? limit " + most)
                .param(at(now))
                .update();
    }

    void erase(UUID contribution) {
        jdbc.sql("delete from notice where contribution = ?")
                .param(contribution.toString())
                .update();
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(
                UUID.fromString(row.getString("contribution")),
                Kind.valueOf(row.getString("kind")),
                instant(row, "about"),
                row.getBoolean("told"),
                instant(row, "due_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /** To the microsecond, as rows keep it: what was rounded would not be found again. */
    private static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }
}
