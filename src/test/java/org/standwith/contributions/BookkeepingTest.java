package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.standwith.contributions.Telling.STRIPE;
import static org.standwith.contributions.Telling.dollars;
import static org.standwith.contributions.Telling.euros;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.StandwithTest;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Payments;

@StandwithTest
class BookkeepingTest {

    private static final Instant AT = Instant.parse("2026-01-31T23:30:00Z");
    private static final List<String> PAID_AND_PARTLY_REFUNDED = List.of(
            "CLEARING USD - 2026-01 150", "CONTRIBUTIONS USD MONTHLY 2026-01 -200", "REFUNDS USD MONTHLY 2026-01 50");

    @Autowired
    Door door;

    @Autowired
    JdbcClient jdbc;

    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired AutowireCapableBeanFactory beans) {
        desk = beans.createBean(Desk.class);
    }

    /** One contribution with its own ids, so that runs on the same database do not meet. */
    private final class Story {

        private final String tail = "_" + UUID.randomUUID();
        private final UUID contribution;

        Story() {
            contribution = desk.open(STRIPE, Cadence.MONTHLY, dollars(200), AT, "reference" + tail);
        }

        Fact linked() {
            return new Linked(STRIPE, "ch_1" + tail, "reference" + tail);
        }

        Fact paid() {
            return new PaymentSucceeded(STRIPE, "ch_1" + tail, dollars(200), AT);
        }

        Fact settled() {
            return new Settled(STRIPE, "txn_1" + tail, "ch_1" + tail, dollars(200), dollars(200), dollars(36), AT);
        }

        Fact refunded() {
            return new RefundMade(STRIPE, "re_1" + tail, "ch_1" + tail, dollars(50), AT);
        }

        /** One after the other, each by itself. */
        void hears(Fact... facts) {
            for (Fact fact : facts) {
                door.admit(List.of(fact));
            }
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

        String row() {
            return desk.row(contribution);
        }
    }

    @Test
    void moneyOfWhichTheContributionIsNotKnownWaitsInSuspenseAndIsAskedAbout(@Autowired Payments payments) {
        Story story = new Story();
        String tail = story.tail;
        long before = payments.countUnowned();

        story.hears(story.paid());

        assertThat(story.row()).startsWith("Pending");
        assertThat(story.books()).containsExactly("CLEARING USD - 2026-01 200", "SUSPENSE USD - 2026-01 -200");
        assertThat(questions(tail)).containsExactly("OWNER:ch_1" + tail, "SETTLEMENT:ch_1" + tail);
        assertThat(payments.countUnowned()).isEqualTo(before + 1);

        story.hears(story.linked());

        assertThat(payments.countUnowned()).isEqualTo(before);
        assertThat(story.row()).startsWith("Active 2026-01-31 23:30:00");
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

    /** It has become annual by then; what a month brought before that is told only now. */
    @Test
    void whatIsToldLateIsBookedWithTheRhythmOfItsTime(@Autowired Givings givings) {
        Story story = new Story();
        String tail = story.tail;
        Instant turned = AT.plus(Duration.ofDays(3));
        Instant renewed = AT.plus(Duration.ofDays(28));

        story.hears(
                story.linked(),
                new Linked(STRIPE, "sub_1" + tail, "reference" + tail),
                new Linked(STRIPE, "ch_2" + tail, "sub_1" + tail),
                new SubscriptionSeen(
                        STRIPE,
                        "sub_1" + tail,
                        SubscriptionSeen.Standing.ACTIVE,
                        SubscriptionSeen.Source.EVENT,
                        dollars(2000),
                        Cadence.ANNUAL,
                        renewed,
                        null,
                        null,
                        turned),
                new PaymentSucceeded(STRIPE, "ch_2" + tail, dollars(2000), renewed),
                story.paid(),
                story.settled());

        assertThat(jdbc.sql("select account, cadence, sum(minor) total from posting where entry_key like ? and"
                                + " cadence is not null group by account, cadence order by 1, 2")
                        .param("%" + tail + "%")
                        .query((row, number) -> row.getString(1) + " " + row.getString(2) + " " + row.getLong(3))
                        .list())
                .containsExactly("CONTRIBUTIONS ANNUAL -2000", "CONTRIBUTIONS MONTHLY -200", "FEES MONTHLY 36");
        Giving giving = givings.of(List.of(story.contribution)).getFirst();
        assertThat(giving.cadence()).isEqualTo(Cadence.ANNUAL);
        assertThat(giving.amount()).isEqualTo(dollars(2000));
        assertThat(giving.payments())
                .extracting(Giving.Paid::at, Giving.Paid::cadence)
                .containsExactly(tuple(renewed, Cadence.ANNUAL), tuple(AT, Cadence.MONTHLY));
    }

    @Test
    void aFeeThatIsKnownNeedsNoQuestion() {
        Story story = new Story();

        door.admit(List.of(story.linked(), story.paid(), story.settled()));

        assertThat(questions(story.tail)).isEmpty();
    }

    @Test
    void theFeeOfAPaymentIsAskedForAlsoWhereItsRefundIsSettledAlready() {
        Story story = new Story();
        Fact refundSettled = new Settled(
                STRIPE, "txn_2" + story.tail, "ch_1" + story.tail, dollars(-50), dollars(-50), dollars(0), AT);

        door.admit(List.of(story.linked(), story.paid(), story.refunded(), refundSettled));

        assertThat(questions(story.tail)).containsExactly("SETTLEMENT:ch_1" + story.tail);
    }

    @Test
    void aRefundThatComesBeforeItsPaymentIsARefundAllTheSame() {
        Story story = new Story();

        story.hears(story.linked(), story.refunded());

        assertThat(story.books()).containsExactly("CLEARING USD - 2026-01 -50", "REFUNDS USD MONTHLY 2026-01 50");
        assertThat(story.row()).startsWith("Pending");

        story.hears(story.paid());

        assertThat(story.books()).isEqualTo(PAID_AND_PARTLY_REFUNDED);
    }

    @Test
    void aRefundOfWhichNeitherPaymentNorContributionIsKnownWaitsInSuspenseToo() {
        Story story = new Story();

        story.hears(story.refunded());

        assertThat(story.books()).containsExactly("CLEARING USD - 2026-01 -50", "SUSPENSE USD - 2026-01 50");

        story.hears(story.paid(), story.linked());

        assertThat(story.books()).isEqualTo(PAID_AND_PARTLY_REFUNDED);
    }

    @Test
    void aFeeThatComesFirstIsBookedAndMakesNothingActive() {
        Story story = new Story();

        story.hears(story.linked(), story.settled());

        assertThat(story.books()).containsExactly("CLEARING USD - 2026-01 -36", "FEES USD MONTHLY 2026-01 36");
        assertThat(story.row()).startsWith("Pending");

        story.hears(story.paid());

        assertThat(story.books())
                .containsExactly(
                        "CLEARING USD - 2026-01 164",
                        "CONTRIBUTIONS USD MONTHLY 2026-01 -200",
                        "FEES USD MONTHLY 2026-01 36");
        assertThat(story.row()).startsWith("Active");
    }

    @Test
    void aFailureThatComesAfterItsRecoveryChangesNothing() {
        Story story = new Story();
        Instant renewal = AT.plus(Duration.ofDays(28));
        Fact failed = new CollectionFailed(STRIPE, "in_2" + story.tail, 1, renewal.plusSeconds(86_400), renewal);

        story.hears(
                story.linked(),
                story.paid(),
                new Linked(STRIPE, "ch_2" + story.tail, "in_2" + story.tail),
                new Linked(STRIPE, "in_2" + story.tail, "reference" + story.tail),
                new PaymentSucceeded(STRIPE, "ch_2" + story.tail, dollars(200), renewal.plusSeconds(86_400)),
                failed);

        assertThat(story.row()).startsWith("Active 2026-03-01 23:30:00").contains("2026-04-01 23:30:00");
    }

    @Test
    void moneyThatCameBackBeforeItIsKnownThatItWasTakenLeavesTheFeeInTheEnd() {
        Story story = new Story();
        String tail = story.tail;

        story.hears(
                story.linked(),
                story.paid(),
                new DisputeReinstated(
                        STRIPE, "txn_2" + tail, "ch_1" + tail, dollars(200), dollars(200), dollars(0), AT));

        assertThat(story.books())
                .containsExactly(
                        "CLEARING USD - 2026-01 400",
                        "CONTRIBUTIONS USD MONTHLY 2026-01 -200",
                        "DISPUTES USD MONTHLY 2026-01 -200");

        story.hears(new DisputeWithdrawn(
                STRIPE, "txn_3" + tail, "ch_1" + tail, dollars(200), dollars(200), dollars(1500), AT));

        assertThat(story.books())
                .containsExactly(
                        "CLEARING USD - 2026-01 " + (200 - 1500),
                        "CONTRIBUTIONS USD MONTHLY 2026-01 -200",
                        "FEES USD MONTHLY 2026-01 1500");
    }

    private List<String> questions(String tail) {
        return jdbc.sql("select event_id from inbox_event where event_id like :tail and status = 'WAITING' order by 1")
                .param("tail", "%" + tail)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
