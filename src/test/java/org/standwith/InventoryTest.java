package org.standwith;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inventory is what the database is. */
@StandwithTest
class InventoryTest {

    private static final String SCRATCH = "standwith_test_inventory";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<Task<?>> tasks;

    private final Inventory inventory = Inventory.read();

    @AfterEach
    void dropTheScratchSchema() {
        jdbc.sql("drop database if exists " + SCRATCH).update();
    }

    @Test
    void t35EveryColumnOfBothSchemasIsInTheInventoryAndNoOther() {
        Set<String> columns = columnsOf("main", main());
        columns.addAll(columnsOf("keys", main() + "_keys"));

        assertThat(columns).hasSizeGreaterThan(100);
        assertThat(inventory.differencesTo(columns)).isEmpty();
    }

    @Test
    void t35EveryPersonalColumnHasAPurposeAProtectionARetentionAndAnErasure() {
        assertThat(inventory.gaps()).isEmpty();
    }

    @Test
    void t35EveryRetentionIsCarriedOutByATaskThatThereIsOrSaysWhyByNone() {
        assertThat(inventory.retentionByOtherThan(
                        tasks.stream().map(Task::getName).collect(toSet())))
                .isEmpty();
    }

    @Test
    void t35AColumnThatAMigrationAddsUnclassifiedIsNamed() {
        Set<String> columns = columnsOfACopyAfter("alter table dossier add column nickname varchar(40)");

        assertThat(inventory.differencesTo(columns)).containsExactly("main.dossier.nickname is not in the inventory");
    }

    @Test
    void t35ATableThatAMigrationAddsUnclassifiedIsNamed() {
        Set<String> columns = columnsOfACopyAfter("create table reader (id int primary key)");

        assertThat(inventory.differencesTo(columns)).containsExactly("main.reader.id is not in the inventory");
    }

    @Test
    void t35AColumnThatAMigrationDropsIsNamed() {
        Set<String> columns = columnsOfACopyAfter("alter table checkout drop column asked_at");

        assertThat(inventory.differencesTo(columns)).containsExactly("main.checkout.asked_at is not in the database");
    }

    @Test
    void t35AnEntryThatLacksAPartIsNamed() throws IOException {
        String text = Files.readString(Path.of("db/inventory.yaml"));
        String retention = "retention: { task: supporter-retention, when: with the supporter's dossier }";

        assertThat(text).contains(retention);
        assertThat(Inventory.read(text.replace(retention, "")).gaps())
                .containsExactly("main.contribution [owner] has no retention");
        assertThat(Inventory.read(text.replace(retention, "retention: { task: supporter-retention }"))
                        .gaps())
                .containsExactly("main.contribution [owner] has no retention");
        assertThat(Inventory.read(text.replace("protection: { clear: \"a yes or no, and a month\" }", ""))
                        .gaps())
                .containsExactly("main.reference [lasting, since] has no protection");
        assertThat(Inventory.read(text.replace("erasure: overwritten with", "# "))
                        .gaps())
                .containsExactly("main.contribution [owner] has no erasure");
    }

    @Test
    void t35ARetentionByATaskThatThereIsNotIsNamed() {
        assertThat(inventory.retentionByOtherThan(Set.of(
                        "supporter-retention",
                        "import",
                        "import-retention",
                        "payment-retention",
                        "key-retention",
                        "unfinished-erasures",
                        "key-rotation",
                        "janitor",
                        "change-retention",
                        "appointment",
                        "mail-0",
                        "mail-retention",
                        "notices",
                        "session-retention",
                        "reminder-requests",
                        "reminder-retention",
                        "reminder-shredding",
                        "reminder-consequences",
                        "proof-retention")))
                .isNotEmpty()
                .allMatch(wrong -> wrong.startsWith("main.checkout ") || wrong.startsWith("main.scheduled_tasks "));
    }

    private String main() {
        return jdbc.sql("select database()").query(String.class).single();
    }

    /** Flyway's own table tells of migrations, and is nobody's. */
    private Set<String> columnsOf(String name, String schema) {
        return jdbc.sql("""
            select concat(table_name, '.', column_name) from information_schema.columns
            where table_schema = ? and table_name <> 'flyway_schema_history'\
            """).param(schema).query(String.class).list().stream()
                .map(column -> name + "." + column)
                .collect(toCollection(TreeSet::new));
    }

    private Set<String> columnsOfACopyAfter(String change) {
        jdbc.sql("create database " + SCRATCH).update();
        jdbc.sql("select table_name from information_schema.tables where table_schema = ?")
                .param(main())
                .query(String.class)
                .list()
                .forEach(table -> jdbc.sql("create table " + SCRATCH + "." + table + " like " + table)
                        .update());
        jdbc.sql(change.replace(" table ", " table " + SCRATCH + ".")).update();
        Set<String> columns = columnsOf("main", SCRATCH);
        columns.addAll(columnsOf("keys", main() + "_keys"));
        return columns;
    }
}
