package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Provider;
import org.standwith.payments.Providers;

@StandwithTest
class BookkeepingTest {

    private static final Provider STRIPE = new Provider("STRIPE");
    private static final Instant AT = Instant.parse("2026-01-31T23:30:00Z");

    @Autowired
    Door door;

    @Autowired
    Contributions contributions;

    @Autowired
    Providers providers;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    /** One contribution with its own ids, so that runs on the same database do not meet. */
    private final class Story {

        private final String tail = "_" + UUID.randomUUID();
        private final UUID contribution = UUID.randomUUID();

        Story() {
            Wanted wanted = new Wanted(
                    Cadence.MONTHLY,
                    dollars(200),
                    false,
                    providers.named("stripe").orElseThrow(),
                    Locale.ENGLISH,
                    null,
                    null);
            transaction.executeWithoutResult(status -> {
                contributions.save(new Contribution(contribution, UUID.randomUUID(), STRIPE, wanted, AT));
                door.own(STRIPE, "reference" + tail, contribution);
            });
        }

        /** Two payments, one of them settled in another currency; refunds, one of which bounced; links in a chain. */
        List<Fact> facts() {
            return List.of(
                    new Linked(STRIPE, "ch_1" + tail, "pi_1" + tail),
                    new Linked(STRIPE, "ch_1" + tail, "reference" + tail),
                    new Linked(STRIPE, "pi_1" + tail, "in_1" + tail),
                    new Linked(STRIPE, "in_1" + tail, "sub" + tail),
                    new Linked(STRIPE, "ch_2" + tail, "pi_2" + tail),
                    new Linked(STRIPE, "pi_2" + tail, "in_2" + tail),
                    new Linked(STRIPE, "in_2" + tail, "sub" + tail),
                    new Linked(STRIPE, "sub" + tail, "reference" + tail),
                    new PaymentSucceeded(STRIPE, "ch_1" + tail, dollars(200), AT),
                    new Settled(STRIPE, "txn_1" + tail, "ch_1" + tail, dollars(200), dollars(200), dollars(36), AT),
                    new PaymentSucceeded(STRIPE, "ch_2" + tail, dollars(200), AT.plusSeconds(86_400)),
                    new Settled(
                            STRIPE,
                            "txn_2" + tail,
                            "ch_2" + tail,
                            dollars(200),
                            euros(180),
                            euros(30),
                            AT.plusSeconds(86_400)),
                    new RefundMade(STRIPE, "re_1" + tail, "ch_1" + tail, dollars(50), AT),
                    new RefundMade(STRIPE, "re_2" + tail, "ch_2" + tail, dollars(70), AT),
                    new RefundFailed(STRIPE, "re_2" + tail, "ch_2" + tail, dollars(70), AT),
                    new PayoutSent(STRIPE, "po" + tail, dollars(100), AT));
        }

        /** Every account by currency, cadence and month, without what cancels itself out. */
        List<String> books() {
            return jdbc.sql("""
                select concat_ws(' ', account, currency, coalesce(cadence, '-'), booking_month, sum(minor))
                from posting where entry_key like :tail
                group by account, currency, cadence, booking_month having sum(minor) <> 0
                order by 1\
                """)
                    .param("tail", "%" + tail + "%")
                    .query((row, number) -> row.getString(1))
                    .list();
        }

        String state() {
            return jdbc.sql("select concat_ws(' ', state, state_since, state_until) from contribution where id = :id")
                    .param("id", contribution.toString())
                    .query(String.class)
                    .single();
        }
    }

    private static final List<String> EXPECTED_BOOKS = List.of(
            "BANK USD - 2026-01 100",
            "CLEARING EUR - 2026-02 150",
            "CLEARING USD - 2026-01 14",
            "CONTRIBUTIONS USD MONTHLY 2026-01 -200",
            "CONTRIBUTIONS USD MONTHLY 2026-02 -200",
            "CONVERSION EUR MONTHLY 2026-02 -180",
            "CONVERSION USD MONTHLY 2026-02 200",
            "FEES EUR MONTHLY 2026-02 30",
            "FEES USD MONTHLY 2026-01 36",
            "REFUNDS USD MONTHLY 2026-01 50");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987})
    void theSameFactsMakeTheSameBooksAndStateInAnyOrderRepeatedAndInAnyBatches(long seed) {
        Story story = new Story();
        Random random = new Random(seed);
        List<Fact> facts = new ArrayList<>(story.facts());
        facts.addAll(story.facts().subList(0, random.nextInt(facts.size())));
        Collections.shuffle(facts, random);

        while (!facts.isEmpty()) {
            int size = 1 + random.nextInt(facts.size());
            door.admit(List.copyOf(facts.subList(0, size)));
            facts.subList(0, size).clear();
        }

        assertThat(story.books()).isEqualTo(EXPECTED_BOOKS);
        assertThat(story.state()).startsWith("Active 2026-01-31 23:30:00").contains("2026-03-01 23:30:00");
    }

    @Test
    void moneyOfWhichTheContributionIsNotKnownWaitsInSuspenseAndIsAskedAbout() {
        Story story = new Story();
        String tail = story.tail;

        door.admit(List.of(new PaymentSucceeded(STRIPE, "ch_1" + tail, dollars(200), AT)));

        assertThat(story.books()).containsExactly("CLEARING USD - 2026-01 200", "SUSPENSE USD - 2026-01 -200");
        assertThat(questions(tail)).containsExactly("OWNER:ch_1" + tail, "SETTLEMENT:ch_1" + tail);

        door.admit(List.of(new Linked(STRIPE, "ch_1" + tail, "reference" + tail)));

        assertThat(story.books())
                .containsExactly("CLEARING USD - 2026-01 200", "CONTRIBUTIONS USD MONTHLY 2026-01 -200");
        assertThat(questions(tail)).containsExactly("SETTLEMENT:ch_1" + tail);
    }

    @Test
    void whatGoesBackInAnotherCurrencyLeavesTheClearingAsTheProviderHasIt() {
        Story story = new Story();
        String tail = story.tail;

        door.admit(List.of(
                new Linked(STRIPE, "ch_1" + tail, "reference" + tail),
                new PaymentSucceeded(STRIPE, "ch_1" + tail, euros(1000), AT),
                new Settled(STRIPE, "txn_1" + tail, "ch_1" + tail, euros(1000), dollars(1080), dollars(60), AT),
                new RefundMade(STRIPE, "re_1" + tail, "ch_1" + tail, euros(400), AT),
                new Settled(STRIPE, "txn_2" + tail, "ch_1" + tail, euros(-400), dollars(-432), dollars(0), AT),
                new DisputeWithdrawn(
                        STRIPE, "txn_3" + tail, "ch_1" + tail, euros(600), dollars(648), dollars(1500), AT)));

        assertThat(story.books())
                .contains("CLEARING USD - 2026-01 " + (1080 - 60 - 432 - 648 - 1500))
                .contains("REFUNDS EUR MONTHLY 2026-01 400", "DISPUTES EUR MONTHLY 2026-01 600")
                .noneMatch(line -> line.startsWith("CLEARING EUR"));
    }

    @Test
    void aFeeThatIsKnownNeedsNoQuestion() {
        Story story = new Story();

        door.admit(story.facts());

        assertThat(questions(story.tail)).containsExactly();
    }

    @Test
    void theBooksOfEverybodySumToZero() {
        new Story();
        door.admit(new Story().facts());

        List<Long> sums = jdbc.sql("select sum(minor) from posting group by currency")
                .query((row, number) -> row.getLong(1))
                .list();
        assertThat(sums).isNotEmpty().allMatch(sum -> sum == 0);
    }

    private List<String> questions(String tail) {
        return jdbc.sql("select event_id from inbox_event where event_id like :tail and status = 'WAITING' order by 1")
                .param("tail", "%" + tail)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static Money dollars(long cents) {
        return Money.ofMinor(CurrencyUnit.USD, cents);
    }

    private static Money euros(long cents) {
        return Money.ofMinor(CurrencyUnit.EUR, cents);
    }
}
