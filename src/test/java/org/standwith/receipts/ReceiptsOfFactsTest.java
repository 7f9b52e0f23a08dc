package org.standwith.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.StandwithTest;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Givings;
import org.standwith.payments.Door;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Payments;
import org.standwith.payments.Provider;

/** Receipts of what providers told, by the application as it is. */
@StandwithTest
class ReceiptsOfFactsTest {

    private static final Provider STRIPE = new Provider("STRIPE");

    @Autowired
    private Receipts receipts;

    @Autowired
    private Givings givings;

    @Autowired
    private Payments payments;

    @Autowired
    private Door door;

    private final UUID contribution = UUID.randomUUID();
    private final String charge =
            "ch_" + contribution.toString().replace("-", "").substring(0, 24);

    @BeforeEach
    void somebodyGivesAndGetsAPartBack(@Autowired JdbcClient jdbc) {
        String reference = UUID.randomUUID().toString();
        jdbc.sql("""
            insert into contribution (id, owner, provider, cadence, currency, amount_minor, covers_fees, created_at,
                state, state_since, version)
            values (?, 'nobody', 'STRIPE', 'ONCE', 'EUR', 2000, false, '2026-01-01', 'Pending', '2026-01-01', 0)\
            """).param(contribution.toString()).update();
        jdbc.sql("insert into reference (provider, ref, owner, since) values ('STRIPE', ?, ?, '2026-01-01')")
                .params(reference, contribution.toString())
                .update();
        door.admit(List.of(
                new Linked(STRIPE, charge, reference),
                new PaymentSucceeded(STRIPE, charge, Money.parse("EUR 20.00"), Instant.parse("2026-02-03T12:00:00Z")),
                new RefundMade(
                        STRIPE,
                        "re_" + charge,
                        charge,
                        Money.parse("EUR 5.00"),
                        Instant.parse("2026-02-04T12:00:00Z"))));
    }

    @Test
    void aPaymentIsProvedByTheNumberUnderWhichTheOfficeFindsIt() {
        Giving giving = givings.of(List.of(contribution)).getFirst();

        String text = Reader.text(receipts.receipt(giving, giving.payments().getFirst(), Locale.ENGLISH));

        assertThat(text)
                .contains(
                        "The Example Gazette",
                        "Amount €20.00",
                        "Gone back €5.00",
                        "What remains €15.00",
                        "Date February 3, 2026",
                        "How often Once",
                        "Payment number " + charge)
                .doesNotContain(contribution.toString(), "??");
        assertThat(payments.find(STRIPE, charge)).isPresent();
    }

    @Test
    void aYearIsProvedByAStatement() {
        assertThat(Reader.text(receipts.statement(
                        givings.of(List.of(contribution)), Year.of(2026), Locale.forLanguageTag("ru"))))
                .contains("Выписка за 2026 год", charge + " Карта, разово 20,00 € 5,00 € 15,00 €")
                .doesNotContain("??");
    }
}
