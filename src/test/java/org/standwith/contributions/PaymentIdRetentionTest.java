package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.PassingTime;
import org.standwith.Time;
import org.standwith.contributions.Givers.Giver;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Payments;

/** How long it is known under which ids a provider has a payment, as the inventory has it. */
@PassingTime
class PaymentIdRetentionTest {

    @Autowired
    Time time;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Givings givings;

    @Autowired
    Payments payments;

    private Givers givers;
    private Giver giver;

    @BeforeEach
    void somebodyWhoGivesRegularly() {
        givers = new Givers(context);
        giver = givers.open(Cadence.MONTHLY);
        givers.pay(giver, true, time.now());
    }

    @Test
    void idsOfPaymentsAreKnownAsLongAsPaymentsCanBeContestedAndThenUnderAliasesOnly() {
        List<String> books = givers.books();
        List<State> states = givers.statesOf(giver);

        time.pass(Duration.ofDays(540));
        assertThat(namesAtStripe()).contains("reference " + giver.id("ch_"), "reference " + giver.reference());

        time.pass(Duration.ofDays(31));
        assertThat(namesAtStripe()).isEmpty();
        assertThat(givers.isKnown(giver)).isTrue();
        assertThat(givers.books()).isEqualTo(books);
        assertThat(givers.statesOf(giver)).isEqualTo(states);
    }

    @Test
    void whatComesLaterAboutABlankedPaymentStillFindsItAndIsBookedOnce() {
        time.pass(Duration.ofDays(600));
        int lines = givers.books().size();

        for (int i = 0; i < 2; i++) {
            givers.tell(
                    giver,
                    each -> List.of(
                            new PaymentSucceeded(Telling.STRIPE, each.id("ch_"), Givers.FIVE, time.now()),
                            new RefundMade(
                                    Telling.STRIPE,
                                    each.id("re_"),
                                    each.id("ch_"),
                                    Money.parse("USD 1.25"),
                                    time.now())));
        }

        assertThat(givers.books()).hasSize(lines + 2).anyMatch(line -> line.contains("REFUNDS USD MONTHLY 125"));
        assertThat(namesAtStripe()).isEmpty();
    }

    /** On older receipts there is the provider's number of it, on newer ones the alias. */
    @Test
    void theOfficeFindsABlankedPaymentByEitherOfTheNumbersThatReceiptsHave() {
        time.pass(Duration.ofDays(600));

        String alias = givings.of(List.of(giver.contribution()))
                .getFirst()
                .payments()
                .getFirst()
                .payment();
        assertThat(alias).isNotEqualTo(giver.id("ch_"));
        assertThat(payments.find(Telling.STRIPE, alias)).contains(alias);
        assertThat(payments.find(Telling.STRIPE, giver.id("ch_"))).contains(alias);
    }

    /** Others may sell on the same account, and what they sell is told to us as well. */
    @Test
    void theIdOfAStrangersSubscriptionIsNotKeptLonger() {
        givers.tell(
                giver, each -> List.of(new Linked(Telling.STRIPE, each.id("in_strange_"), each.id("sub_strange_"))));
        assertThat(strangers()).isPositive();

        time.pass(Duration.ofDays(571));

        assertThat(strangers()).isZero();
        assertThat(givers.traces(giver)).anyMatch(trace -> trace.startsWith("sealed "));
    }

    /** Of subscriptions the id is sealed from the first, and needed as long as they go on. */
    private List<String> namesAtStripe() {
        return givers.traces(giver).stream()
                .filter(trace -> !trace.matches("(dossier|owner|sealed|checkout) .*"))
                .toList();
    }

    private int strangers() {
        return jdbc.sql("select count(*) from reference where owner is null and sealed is not null")
                .query(Integer.class)
                .single();
    }
}
