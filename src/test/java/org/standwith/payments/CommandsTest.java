package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Fact.Linked;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.Seals;

/** What goes on is known by an alias; whoever ends it need not know its id. */
@StandwithTest
class CommandsTest {

    @Autowired
    TransactionTemplate transaction;

    @Test
    void whatGoesOnIsEndedByTheNameUnderWhichItIsKnownAndThatIsKept(
            @Autowired JdbcClient jdbc,
            @Autowired JdbcTemplate template,
            @Autowired InboxSeals seals,
            @Autowired BlindIndexes indexes,
            @Autowired Seals vault) {
        TestClock clock = new TestClock("2026-03-01T12:00:00Z");
        String id = "sub_" + UUID.randomUUID();
        Fact ended = new CheckoutExpired(Player.PLAYER, id, Instant.EPOCH);
        Player player = new Player();
        player.endings = ref -> ref.equals(id) ? new Ending.Ended(List.of(ended)) : new Ending.Refused("another");
        Aliases aliases = new Aliases(indexes, vault, new Providers(List.of(player)), jdbc);
        FactLog log = new FactLog(aliases, clock, template);
        Questions questions = new Questions(template, aliases, seals, log, clock);
        Door door =
                new Door(log, new Belongings(aliases, jdbc, clock), questions, new Notices(aliases, jdbc), List.of());
        Completions completions = new Completions(log, questions, door);
        Commands commands = new Commands(new Providers(List.of(player)), aliases, completions);
        String alias = aliases.of(Player.PLAYER, id);
        assertThat(commands.end(Player.PLAYER, alias)).isInstanceOf(Ending.Refused.class);
        transaction.executeWithoutResult(
                status -> door.admit(List.of(new Linked(Player.PLAYER, id, "reference" + id.substring(4)))));

        transaction.executeWithoutResult(
                status -> assertThat(commands.end(Player.PLAYER, alias)).isInstanceOf(Ending.Ended.class));

        assertThat(jdbc.sql("select kind from fact where subject = ? order by kind")
                        .param(alias)
                        .query(String.class)
                        .list())
                .containsExactly("CheckoutExpired", "Linked");
    }
}
