package org.standwith.vault;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Dossiers as they lie in the main schema. Nothing here can be read without the other one. */
@Component
class DossierRows {

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Row(UUID id, byte[] emailIndex, byte[] codeIndex, byte[] sealed) {}

    private static final RowMapper<Row> MAPPER = (row, number) ->
            new Row(UUID.fromString(row.getString(1)), row.getBytes(2), row.getBytes(3), row.getBytes(4));

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    DossierRows(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    void insert(Row row) {
        jdbc.sql("insert into dossier (id, email_index, code_index, sealed) values (?, ?, ?, ?)")
                .params(row.id().toString(), row.emailIndex(), row.codeIndex(), row.sealed())
                .update();
    }

    void update(Row row) {
        updateAll(List.of(row));
    }

    void updateAll(List<Row> all) {
        template.batchUpdate(
                "update dossier set email_index = ?, code_index = ?, sealed = ? where id = ?",
                all.stream()
                        .map(row -> new Object[] {
                            row.emailIndex(),
                            row.codeIndex(),
                            row.sealed(),
                            row.id().toString()
                        })
                        .toList());
    }

    Optional<Row> find(UUID id) {
        return find(List.of(id)).stream().findFirst();
    }

    List<Row> find(Collection<UUID> ids) {
        return select(ids, "");
    }

    /** Until the commit. */
    Optional<Row> lock(UUID id) {
        return lock(List.of(id)).stream().findFirst();
    }

    /** Until the commit, in one order for everybody. */
    List<Row> lock(Collection<UUID> ids) {
        return select(ids, " order by id for update");
    }

    /** The next in the order of ids. */
    List<UUID> after(String id, int most) {
        return jdbc.sql("select id from dossier where id > ? order by id limit ?")
                .params(id, most)
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .list();
    }

    long count() {
        return jdbc.sql("select count(*) from dossier")
                .query((row, number) -> row.getLong(1))
                .single();
    }

    Set<UUID> withEmail(List<byte[]> values) {
        return jdbc
                .sql("select id from dossier where email_index in (:values)")
                .param("values", values)
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    Optional<UUID> withCode(List<byte[]> values) {
        return jdbc.sql("select id from dossier where code_index in (:values)")
                .param("values", values)
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .optional();
    }

    void delete(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from dossier where id in (:ids)")
                    .param("ids", ids.stream().map(UUID::toString).toList())
                    .update();
        }
    }

    private List<Row> select(Collection<UUID> ids, String end) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select id, email_index, code_index, sealed from dossier where id in (:ids)" + end)
                        .param("ids", ids.stream().map(UUID::toString).toList())
                        .query(MAPPER)
                        .list();
    }
}
