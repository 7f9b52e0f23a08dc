package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.Settled;
import org.standwith.risk.Level;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.Seals;

/** That somebody is at risk is told to those who act on it, as often as it is heard of, and written nowhere. */
@StandwithTest
class NoticedTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Money FIVE = Money.parse("USD 5.00");

    private record Told(Noticed noticed, @Nullable UUID owner) {}

    private static final class Attentive implements FactListener {

        private final List<Told> told = new ArrayList<>();

        @Override
        public void on(News news) {}

        @Override
        public void on(Noticed noticed, @Nullable UUID owner) {
            told.add(new Told(noticed, owner));
        }
    }

    @Autowired
    JdbcClient jdbc;

    @Autowired
    InboxSeals seals;

    @Autowired
    TransactionTemplate transaction;

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final Player player = new Player();
    private final Attentive listener = new Attentive();
    private final String tail = "_" + UUID.randomUUID().toString().substring(24);
    private final String payment = "ch" + tail;
    private final String subscription = "sub" + tail;
    private final UUID owner = UUID.randomUUID();
    private final PaymentSucceeded paid = new PaymentSucceeded(Player.PLAYER, payment, FIVE, AT);
    private final Linked link = new Linked(Player.PLAYER, payment, "reference" + tail);
    private Aliases aliases;
    private Door door;
    private InboxWorker worker;

    @BeforeEach
    void somebodyWhoListens(@Autowired JdbcTemplate template, @Autowired BlindIndexes indexes, @Autowired Seals vault) {
        jdbc.sql("delete from inbox_event").update();
        Providers providers = new Providers(List.of(player));
        aliases = new Aliases(indexes, vault, providers, jdbc);
        FactLog log = new FactLog(aliases, clock, template);
        Questions questions = new Questions(template, aliases, seals, log, clock);
        door = new Door(
                log, new Belongings(aliases, jdbc, clock), questions, new Notices(aliases, jdbc), List.of(listener));
        worker = new InboxWorker(new Inbox(template, seals, clock), door, providers, questions, transaction);
        transaction.executeWithoutResult(status -> door.own(Player.PLAYER, "reference" + tail, owner));
    }

    @Test
    void itIsToldWithTheOwnerThatTheSameAnswerNames() {
        hears(noticed(Level.PROTECTED), paid, link);

        assertThat(listener.told).containsExactly(new Told(noticed(Level.PROTECTED), owner));
    }

    @Test
    void itIsToldAgainEachTimeAndTheHighestLevelOnce() {
        hears(paid, link);
        hears(paid, link, noticed(Level.PROTECTED), noticed(Level.BLOCKED), noticed(Level.PROTECTED));
        hears(noticed(Level.PROTECTED));

        assertThat(listener.told)
                .containsExactly(new Told(noticed(Level.BLOCKED), owner), new Told(noticed(Level.PROTECTED), owner));
    }

    @Test
    void whileTheOwnerIsNotKnownItIsToldWithoutOne() {
        hears(noticed(Level.BLOCKED));
        hears(paid, noticed(Level.BLOCKED));
        hears(link);
        hears(noticed(Level.BLOCKED));

        assertThat(listener.told)
                .containsExactly(
                        new Told(noticed(Level.BLOCKED), null),
                        new Told(noticed(Level.BLOCKED), null),
                        new Told(noticed(Level.BLOCKED), owner));
    }

    @Test
    void whatWasBookedBeforeItWasKnownWhoseItIsIsAskedAboutOnceMore() {
        hears(paid, noticed(Level.BLOCKED), new Settled(Player.PLAYER, "txn" + tail, payment, FIVE, FIVE, FIVE, AT));
        hears(link);
        player.answers = ref -> new Inquiry.Answered(List.of(paid, noticed(Level.BLOCKED)));

        clock.pass(Duration.ofMinutes(2));
        worker.drain();

        assertThat(listener.told)
                .containsExactly(new Told(noticed(Level.BLOCKED), null), new Told(noticed(Level.BLOCKED), owner));
        clock.pass(Duration.ofHours(1));
        worker.drain();
        assertThat(listener.told).hasSize(2);
    }

    @Test
    void whatGoesOnIsToldUnderTheNameByWhichItIsKnown() {
        hears(
                new Linked(Player.PLAYER, subscription, "reference" + tail),
                new Noticed(Player.PLAYER, subscription, Level.BLOCKED, AT));

        assertThat(listener.told)
                .containsExactly(new Told(
                        new Noticed(Player.PLAYER, aliases.of(Player.PLAYER, subscription), Level.BLOCKED, AT), owner));
    }

    @Test
    void whereItIsFromIsToldAtEveryLevelAndAllPlacesOfOneThingTogether() {
        hears(paid, link, seen(subscription, Level.OPEN, TestLevels.FINE));
        hears(
                new Linked(Player.PLAYER, subscription, "reference" + tail),
                seen(subscription, Level.OPEN, TestLevels.FINE),
                noticed(Level.PROTECTED),
                seen(payment, Level.CAUTION, TestLevels.DOUBTFUL),
                seen(subscription, Level.BLOCKED, TestLevels.FORBIDDEN));

        String alias = aliases.of(Player.PLAYER, subscription);
        assertThat(listener.told)
                .containsExactly(
                        new Told(seen(alias, Level.OPEN, TestLevels.FINE), null),
                        new Told(seen(alias, Level.BLOCKED, TestLevels.FINE, TestLevels.FORBIDDEN), owner),
                        new Told(seen(payment, Level.PROTECTED, TestLevels.DOUBTFUL), owner));
    }

    @Test
    void anotherNameForItIsNotAnotherPlace() {
        assertThat(new Renaming(name -> "x" + name).of(seen(payment, Level.OPEN, TestLevels.FINE)))
                .isEqualTo(seen("x" + payment, Level.OPEN, TestLevels.FINE));
    }

    @Test
    void nothingOfItIsWritten() {
        hears(noticed(Level.BLOCKED));
        hears(seen(subscription, Level.BLOCKED, TestLevels.FORBIDDEN));

        assertThat(listener.told).hasSize(2);
        for (String table : List.of("fact", "reference", "inbox_event")) {
            assertThat(jdbc.sql("select count(*) from " + table + " where concat_ws(' ', "
                                    + columnsOf(table) + ") like :tail or concat_ws(' ', " + columnsOf(table)
                                    + ") like :alias")
                            .param("tail", "%" + tail + "%")
                            .param("alias", "%" + aliases.of(Player.PLAYER, subscription) + "%")
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(jdbc.sql("select count(*) from fact where kind = 'Noticed'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void hears(Fact... facts) {
        transaction.executeWithoutResult(status -> door.admit(List.of(facts)));
    }

    private Noticed noticed(Level level) {
        return new Noticed(Player.PLAYER, payment, level, AT);
    }

    private static Noticed seen(String ref, Level level, String... places) {
        return new Noticed(Player.PLAYER, ref, level, TestLevels.places(places), AT);
    }

    private static String columnsOf(String table) {
        return switch (table) {
            case "fact" -> "fact_key, subject, target, body";
            case "reference" -> "case when ref like 'reference%' then '' else ref end";
            default -> "event_id";
        };
    }
}
