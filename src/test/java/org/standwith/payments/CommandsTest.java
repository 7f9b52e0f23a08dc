package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.money.Cadence;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.Seals;

/** What goes on is known by an alias; whoever changes or ends it need not know its id. */
@StandwithTest
class CommandsTest {

    private static final URI BACK = URI.create("https://give.example.org/account");
    private static final Change PAUSE = new Change.Pause(Instant.parse("2026-06-01T00:00:00Z"));

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private final String id = "sub_" + UUID.randomUUID();
    private final Player player = new Player();
    private String alias = "";
    private @Nullable Door door;
    private @Nullable Commands commands;

    @BeforeEach
    void standUp(
            @Autowired JdbcTemplate template,
            @Autowired InboxSeals seals,
            @Autowired BlindIndexes indexes,
            @Autowired Seals vault) {
        TestClock clock = new TestClock("2026-03-01T12:00:00Z");
        Providers providers = new Providers(List.of(player));
        Aliases aliases = new Aliases(indexes, vault, providers, jdbc);
        FactLog log = new FactLog(aliases, clock, template);
        Questions questions = new Questions(template, aliases, seals, log, clock);
        door = new Door(log, new Belongings(aliases, jdbc, clock), questions, new Notices(aliases, jdbc), List.of());
        commands = new Commands(providers, aliases, new Completions(log, questions, door));
        alias = aliases.of(Player.PLAYER, id);
    }

    private Door door() {
        return Objects.requireNonNull(door);
    }

    private Commands commands() {
        return Objects.requireNonNull(commands);
    }

    private void becomesKnown() {
        transaction.executeWithoutResult(
                status -> door().admit(List.of(new Linked(Player.PLAYER, id, "reference" + id.substring(4)))));
    }

    private <T> T carriedOut(Supplier<T> command) {
        return transaction.execute(status -> command.get());
    }

    private List<String> known() {
        return jdbc.sql("select kind from fact where subject = ? order by kind")
                .param(alias)
                .query((row, number) -> row.getString(1))
                .list();
    }

    @Test
    void whatGoesOnIsEndedByTheNameUnderWhichItIsKnownAndThatIsKept() {
        Fact ended = new CheckoutExpired(Player.PLAYER, id, Instant.EPOCH);
        player.endings = ref -> ref.equals(id) ? new Ending.Ended(List.of(ended)) : new Ending.Refused("another");
        assertThat(commands().end(Player.PLAYER, alias)).isInstanceOf(Ending.Refused.class);
        becomesKnown();

        assertThat(carriedOut(() -> commands().end(Player.PLAYER, alias))).isInstanceOf(Ending.Ended.class);

        assertThat(known()).containsExactly("CheckoutExpired", "Linked");
    }

    @Test
    void whatAChangeHasMadeOfItIsKeptBeforeAnybodyHearsThatItIsDone() {
        player.changes = change -> new Changing.Changed(List.of(paused()));
        assertThat(change()).isInstanceOf(Changing.Refused.class);
        becomesKnown();

        assertThat(carriedOut(this::change)).isInstanceOf(Changing.Changed.class);

        assertThat(known()).containsExactly("Linked", "SubscriptionSeen");
    }

    @Test
    void whatIsNotKnownToBeDoneLeavesNothing() {
        becomesKnown();

        for (Changing each :
                List.of(new Changing.Unknown("asleep"), new Changing.Refused("ended"), new Changing.ToBeAgreed(BACK))) {
            player.changes = change -> each;
            player.mended = checkout -> each;
            assertThat(carriedOut(this::change)).isEqualTo(each);
            assertThat(carriedOut(this::mended)).isEqualTo(each);
        }

        assertThat(known()).containsExactly("Linked");
    }

    @Test
    void anotherCardIsGivenForItByTheProvidersOwnId() {
        player.mendings = ref -> ref.equals(id) ? new Mending.InTheirAccount(BACK) : new Mending.Refused("another");
        player.mended = checkout -> new Changing.Changed(List.of(paused()));
        assertThat(mend()).isInstanceOf(Mending.Refused.class);
        assertThat(mended()).isInstanceOf(Changing.Refused.class);
        becomesKnown();

        assertThat(mend()).isInstanceOf(Mending.InTheirAccount.class);
        assertThat(carriedOut(this::mended)).isInstanceOf(Changing.Changed.class);

        assertThat(known()).containsExactly("Linked", "SubscriptionSeen");
    }

    private Changing change() {
        return commands().change(Player.PLAYER, alias, PAUSE, BACK, "key");
    }

    private Mending mend() {
        return commands().mend(Player.PLAYER, alias, BACK, BACK, Locale.ENGLISH, "key");
    }

    private Changing mended() {
        return commands().mended(Player.PLAYER, alias, "cs_1", "key");
    }

    private SubscriptionSeen paused() {
        return new SubscriptionSeen(
                Player.PLAYER,
                id,
                SubscriptionSeen.Standing.PAUSED,
                SubscriptionSeen.Source.FETCHED,
                null,
                Cadence.MONTHLY,
                null,
                null,
                null,
                Instant.EPOCH);
    }
}
