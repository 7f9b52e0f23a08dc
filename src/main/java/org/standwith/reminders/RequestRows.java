package org.standwith.reminders;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of what was asked for and is not looked at yet. */
@Component
class RequestRows {

    /** One that has come. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record New(UUID id, Instant at, byte[] sealed) {}

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    RequestRows(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Those that are there already stay as they are. */
    void add(List<New> some) {
        template.batchUpdate(
                "insert into reminder_request (id, at, sealed) values (?, ?, ?) on duplicate key update at = at",
                some.stream()
                        .map(each -> new Object[] {each.id().toString(), utc(each.at()), each.sealed()})
                        .toList());
    }

    /** The oldest that are to be looked at. */
    List<UUID> some(Instant now, int most) {
        return jdbc.sql("select id from reminder_request where at <= ? order by at limit ?")
                .params(utc(now), most)
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .list();
    }

    /** Until the commit, those that nobody else has seen to. */
    Map<UUID, byte[]> lock(Collection<UUID> ids) {
        Map<UUID, byte[]> locked = new HashMap<>();
        jdbc.sql("select id, sealed from reminder_request where id in (:ids) for update")
                .param("ids", ids.stream().map(UUID::toString).toList())
                .query(row -> {
                    locked.put(UUID.fromString(row.getString(1)), row.getBytes(2));
                });
        return locked;
    }

    void remove(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from reminder_request where id in (:ids)")
                    .param("ids", ids.stream().map(UUID::toString).toList())
                    .update();
        }
    }

    void later(UUID id, Instant when) {
        jdbc.sql("update reminder_request set at = ? where id = ?")
                .params(utc(when), id.toString())
                .update();
    }

    static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
