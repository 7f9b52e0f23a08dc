package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.PassingTime;
import org.standwith.Time;
import org.standwith.contributions.Givers.Giver;
import org.standwith.money.AmountText;
import org.standwith.money.Cadence;

/** How long it is known what a checkout was answered with, and that there was one. */
@PassingTime
class CheckoutRetentionTest {

    private static final CheckoutRequest WISH = new CheckoutRequest(
            "ONCE",
            new AmountText("USD", "5.00"),
            "STRIPE",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    @Autowired
    Time time;

    @Autowired
    ApplicationContext context;

    @Autowired
    Checkouts checkouts;

    @Autowired
    AnswerSeals seals;

    @Autowired
    JdbcClient jdbc;

    private final UUID key = UUID.randomUUID();

    @BeforeEach
    void stripeOpens() {
        new StripePlay().opens();
    }

    @Test
    void aRepeatedRequestFindsItsCheckoutADayLongWithAddressAndCodeAndThenWithout() {
        Checkout first = checkouts.open(WISH, key);
        time.pass(Duration.ofHours(24));

        assertThat(answerOf(first.id())).hasSize(1);
        assertThat(checkouts.open(WISH, key)).isEqualTo(first);
        assertThat(first.redirectUrl()).isNotNull();
        assertThat(first.code()).isNotNull();

        time.pass(Duration.ofMinutes(10));

        assertThat(answerOf(first.id())).isEmpty();
        Checkout again = checkouts.open(WISH, key);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.total()).isEqualTo(first.total());
        assertThat(again.status()).isEqualTo(Checkout.Status.EXPIRED);
        assertThat(again.redirectUrl()).isNull();
        assertThat(again.code()).isNull();
        assertThat(checkouts.find(first.id()).redirectUrl()).isNull();
    }

    @Test
    void twoDaysLaterNoCopyOfAnAnswerOpens() {
        UUID checkout = checkouts.open(WISH, key).id();
        byte[] copy = answerOf(checkout).getFirst();
        String day = time.now().toString().substring(0, 10);
        assertThat(daysWithKeys()).contains(day);
        time.pass(Duration.ofHours(25));
        assertThat(seals.open(checkout, copy)).as("a copy, next day").isPresent();

        time.pass(Duration.ofHours(23));

        assertThat(seals.open(checkout, copy)).isEmpty();
        assertThat(daysWithKeys()).doesNotContain(day);
    }

    @Test
    void aCheckoutIsForgottenAfterNinetyDaysAlsoWhereItsContributionGoesOn() {
        Givers givers = new Givers(context);
        Giver giver = givers.open(Cadence.MONTHLY);
        givers.pay(giver, true, time.now());

        time.pass(Duration.ofDays(90));
        assertThat(rows(giver)).isEqualTo(1);

        time.pass(Duration.ofMinutes(10));
        assertThat(rows(giver)).isZero();
        assertThat(givers.isKnown(giver)).isTrue();
        assertThat(givers.stateOf(giver)).isEqualTo("Active");
    }

    private List<byte[]> answerOf(UUID checkout) {
        return jdbc.sql("select answer from checkout where id = ? and answer is not null")
                .param(checkout.toString())
                .query((row, number) -> row.getBytes(1))
                .list();
    }

    private int rows(Giver giver) {
        return jdbc.sql("select count(*) from checkout where contribution_id = ?")
                .param(giver.contribution().toString())
                .query(Integer.class)
                .single();
    }

    private List<String> daysWithKeys() {
        String keys = jdbc.sql("select database()").query(String.class).single() + "_keys";
        return jdbc
                .sql("select name from " + keys + ".service_key where name like 'seal:ANSWER:%'")
                .query((row, number) -> row.getString(1))
                .list()
                .stream()
                .map(name -> name.substring("seal:ANSWER:".length()))
                .toList();
    }
}
