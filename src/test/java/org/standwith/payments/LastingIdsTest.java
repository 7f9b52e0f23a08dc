package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.Seals;
import org.standwith.vault.Tampered;

/** The id of a subscription leads to a person at the provider for as long as it goes on: it is kept sealed from the first. */
@StandwithTest
class LastingIdsTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    InboxSeals seals;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MeterRegistry meters;

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final Player player = new Player();
    private final String tail = "_" + UUID.randomUUID().toString().substring(24);
    private final String subscription = "sub_canary" + tail;
    private final String payment = "ch_of" + tail;
    private Aliases aliases;
    private Questions questions;
    private Door door;
    private Inbox inbox;
    private InboxWorker worker;

    @BeforeEach
    void aProviderWithSubscriptions(
            @Autowired JdbcTemplate template, @Autowired BlindIndexes indexes, @Autowired Seals vault) {
        jdbc.sql("delete from inbox_event").update();
        Providers providers = new Providers(List.of(player));
        aliases = new Aliases(indexes, vault, providers, jdbc);
        FactLog log = new FactLog(aliases, clock, template);
        questions = new Questions(template, aliases, seals, log, clock);
        door = new Door(log, new Belongings(aliases, jdbc, clock), questions, new Notices(aliases, jdbc), List.of());
        inbox = new Inbox(template, seals, clock);
        worker = new InboxWorker(inbox, door, providers, questions, transaction);
    }

    private void hears(Fact... facts) {
        transaction.executeWithoutResult(status -> door.admit(List.of(facts)));
    }

    private SubscriptionSeen seen() {
        return new SubscriptionSeen(
                Player.PLAYER, subscription, Standing.ACTIVE, Source.EVENT, null, null, null, null, null, AT);
    }

    private double alarms() {
        return meters.counter("standwith.vault.refused").count();
    }

    /** Every text and every blob of the schema. */
    private List<String> columnsWith(String text) {
        List<String> found = new ArrayList<>();
        jdbc.sql("""
            select table_name, column_name from information_schema.columns
            where table_schema = database()
              and data_type in ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'blob', 'mediumblob', 'binary',
                                'varbinary', 'longblob')\
            """)
                .query((row, number) -> new String[] {row.getString(1), row.getString(2)})
                .list()
                .forEach(column -> {
                    Long hits = jdbc.sql("select count(*) from " + column[0] + " where instr(" + column[1] + ", ?) > 0")
                            .param(text)
                            .query(Long.class)
                            .single();
                    if (hits > 0) {
                        found.add(column[0] + "." + column[1]);
                    }
                });
        return found;
    }

    @Test
    void itIsInClearInNoColumnFromTheFirstEventOn() {
        inbox.keep(new Event(Player.PLAYER, "evt" + tail, "some.type", AT, subscription));
        assertThat(columnsWith(subscription)).isEmpty();

        player.events = event -> List.of(
                new Linked(Player.PLAYER, payment, event.projection()),
                new Linked(Player.PLAYER, event.projection(), "reference" + tail),
                seen());
        worker.drain();
        transaction.executeWithoutResult(
                status -> questions.ask(Questions.Topic.STATE, Player.PLAYER, subscription, Duration.ZERO));
        worker.drain();

        assertThat(columnsWith(subscription)).isEmpty();
        assertThat(columnsWith(payment)).as("positive control").contains("fact.subject", "reference.ref");
    }

    @Test
    void theProviderIsAskedAboutItByItsOwnName() {
        hears(seen());
        List<String> asked = new ArrayList<>();
        player.answers = ref -> {
            asked.add(ref);
            return new Inquiry.Answered(List.of());
        };

        transaction.executeWithoutResult(status -> door.ask(Player.PLAYER, aliases.of(Player.PLAYER, subscription)));
        worker.drain();
        transaction.executeWithoutResult(status -> door.ask(Player.PLAYER, subscription));
        worker.drain();

        assertThat(asked).containsExactly(subscription, subscription);
    }

    @Test
    void t10ItsSealOpensInNoOtherRow() {
        hears(seen());
        hears(new Linked(Player.PLAYER, "sub_other" + tail, "reference" + tail));
        String one = aliases.of(Player.PLAYER, subscription);
        String other = aliases.of(Player.PLAYER, "sub_other" + tail);
        assertThat(aliases.reveal(Player.PLAYER, one)).contains(subscription);
        byte[] sealedOther = sealed(other);
        jdbc.sql("update reference set sealed = ? where ref = ?")
                .params(sealedOther, one)
                .update();
        double before = alarms();

        assertThatExceptionOfType(Tampered.class).isThrownBy(() -> aliases.reveal(Player.PLAYER, one));

        assertThat(alarms()).isEqualTo(before + 1);
        assertThat(aliases.reveal(Player.PLAYER, other)).isEqualTo(Optional.of("sub_other" + tail));
    }

    private byte[] sealed(String alias) {
        return jdbc.sql("select sealed from reference where ref = ?")
                .param(alias)
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    @Test
    void t10WhatWaitsInTheInboxAndWasChangedStandsAloneAndIsParked() {
        for (int i = 0; i < 6; i++) {
            inbox.keep(new Event(Player.PLAYER, "evt_" + i + tail, "some.type", AT, "ch_" + i + tail));
        }
        player.events = event -> List.of(new Linked(Player.PLAYER, event.projection(), "reference" + tail));
        byte[] second = projection(2);
        second[second.length - 1] ^= 1;
        plant(2, second);
        plant(3, projection(4));
        double before = alarms();

        worker.drain();

        assertThat(alarms()).isGreaterThanOrEqualTo(before + 2);
        assertThat(statuses()).containsExactly("DONE 0", "DONE 0", "WAITING 1", "WAITING 1", "DONE 0", "DONE 0");
        for (int i = 0; i < 12; i++) {
            clock.pass(Duration.ofHours(7));
            worker.drain();
        }
        assertThat(statuses()).containsExactly("DONE 0", "DONE 0", "DAMAGED 11", "DAMAGED 11", "DONE 0", "DONE 0");
    }

    private byte[] projection(int event) {
        return jdbc.sql("select projection from inbox_event where event_id = ?")
                .param("evt_" + event + tail)
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    private void plant(int event, byte[] projection) {
        jdbc.sql("update inbox_event set projection = ? where event_id = ?")
                .params(projection, "evt_" + event + tail)
                .update();
    }

    private List<String> statuses() {
        return jdbc.sql("select concat_ws(' ', status, attempts) from inbox_event where event_id like 'evt%'"
                        + " order by event_id")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
