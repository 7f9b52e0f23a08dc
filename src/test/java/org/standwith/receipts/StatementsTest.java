package org.standwith.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.receipts.Given.byCard;
import static org.standwith.receipts.Given.byPayPal;
import static org.standwith.receipts.Given.paid;

import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Paid;

class StatementsTest {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final Year YEAR = Year.of(2026);

    private final Receipts receipts =
            Desk.with(Desk.issuer(ZoneId.of("Europe/Amsterdam"), Desk.ALL), Instant.parse("2027-02-01T10:00:00Z"));

    private String statement(Year year, Locale locale, Giving... givings) {
        return Reader.text(receipts.statement(List.of(givings), year, locale));
    }

    @Test
    void aStatementListsThePaymentsOfAYearOfAllThatSomebodyGivesTheEarliestFirst() {
        String text = statement(
                YEAR,
                Locale.ENGLISH,
                byCard(
                        paid("ch_2", "2026-03-01T00:00:00Z", "USD 10.00"),
                        paid("ch_1", "2026-01-10T00:00:00Z", "USD 5.50")),
                byPayPal(paid("9XY123", "2026-02-01T00:00:00Z", "USD 1200.00")),
                byCard(paid("ch_9", "2025-06-01T00:00:00Z", "USD 7.00")));

        assertThat(text)
                .contains(
                        "Statement for 2026",
                        "What we received from January 1, 2026 to December 31, 2026.",
                        "US Dollar (USD)",
                        "Payments: 3",
                        "No goods or services were provided in exchange.")
                .containsSubsequence(
                        "January 10, 2026 ch_1 Card, monthly $5.50",
                        "February 1, 2026 9XY123 PayPal, monthly $1,200.00",
                        "March 1, 2026 ch_2 Card, monthly $10.00",
                        "Total $1,215.50")
                .doesNotContain("ch_9", "Gone back", "not over", "no payments", "??");
    }

    @Test
    void whoReadsRussianGetsItInRussian() {
        assertThat(statement(YEAR, RUSSIAN, byCard(paid("ch_1", "2026-03-01T00:00:00Z", "USD 1200.50"))))
                .contains(
                        "Выписка за 2026 год",
                        "С 1 января 2026 г. по 31 декабря 2026 г. мы получили следующее.",
                        "Доллар США (USD)",
                        "Платежей: 1",
                        "1 марта 2026 г. ch_1 Карта, ежемесячно 1 200,50 $",
                        "Итого 1 200,50 $")
                .doesNotContain("??");
    }

    @Test
    void aPaymentBelongsToTheYearInWhichItIsInTheBooks() {
        Giving atMidnight = byCard(paid("ch_1", "2025-12-31T23:30:00Z", "USD 5.00"));

        assertThat(statement(YEAR, Locale.ENGLISH, atMidnight)).contains("January 1, 2026 ch_1");
        assertThat(statement(Year.of(2025), Locale.ENGLISH, atMidnight))
                .contains("There were no payments in this year.")
                .doesNotContain("ch_1");
        assertThat(receipts.years(List.of(atMidnight))).containsExactly(YEAR);
    }

    @Test
    void whatWentBackIsInItsLineAndTakenFromTheTotal() {
        assertThat(statement(
                        YEAR,
                        Locale.ENGLISH,
                        byCard(
                                paid("ch_1", "2026-01-10T00:00:00Z", "USD 20.00", "USD 12.50"),
                                paid("ch_2", "2026-02-10T00:00:00Z", "USD 20.00", "USD 0.00"),
                                paid("ch_3", "2026-03-10T00:00:00Z", "USD 20.00"))))
                .contains(
                        "Gone back What remains",
                        "ch_1 Card, monthly $20.00 $7.50 $12.50",
                        "ch_2 Card, monthly $20.00 $20.00 $0.00",
                        "ch_3 Card, monthly $20.00 – $20.00",
                        "Total $60.00 $27.50 $32.50");
    }

    @Test
    void currenciesAreNeverAdded() {
        assertThat(statement(
                        YEAR,
                        Locale.ENGLISH,
                        byCard(
                                paid("ch_1", "2026-01-10T00:00:00Z", "USD 20.00"),
                                paid("ch_2", "2026-02-10T00:00:00Z", "EUR 30.00", "EUR 25.00"),
                                paid("ch_3", "2026-03-10T00:00:00Z", "USD 1.00"))))
                .containsSubsequence(
                        "Euro (EUR)", "Payments: 1", "Total €30.00 €5.00 €25.00", "US Dollar (USD)", "Total $21.00")
                .doesNotContain("51", "46");
    }

    @Test
    void aLongOneGoesOverPagesWithItsHeadOnEach() {
        Instant start = Instant.parse("2026-01-01T12:00:00Z");
        Paid[] many = IntStream.range(0, 400)
                .mapToObj(day -> paid(
                        "ch_" + (1000 + day),
                        start.plus(Duration.ofHours(20L * day)).toString(),
                        "USD 5.25",
                        day == 7 ? "USD 5.00" : "USD 5.25"))
                .toArray(Paid[]::new);

        List<String> pages = Reader.pages(receipts.statement(List.of(byCard(many)), YEAR, Locale.ENGLISH));

        assertThat(pages)
                .hasSizeBetween(5, 20)
                .allSatisfy(page -> assertThat(page).contains("Payment number", "What remains"))
                .last()
                .asString()
                .contains("Total $2,100.00 $0.25 $2,099.75");
        String text = String.join("\n", pages);
        assertThat(text).contains("Payments: 400");
        for (Paid each : many) {
            assertThat(text).containsOnlyOnce(each.payment());
        }
    }

    @Test
    void ofAYearThatGoesOnItSaysThatMoreMayCome() {
        assertThat(statement(Year.of(2027), Locale.ENGLISH, byCard(paid("ch_1", "2027-01-10T00:00:00Z", "USD 5.00"))))
                .contains("The year is not over yet", "As things stood on February 1, 2027");
    }

    @Test
    void thereAreStatementsOfTheYearsInWhichSomethingWasPaid() {
        assertThat(receipts.years(List.of(
                        byCard(
                                paid("ch_1", "2024-05-10T00:00:00Z", "USD 5.00"),
                                paid("ch_2", "2026-05-10T00:00:00Z", "USD 5.00")),
                        byPayPal(paid("9XY123", "2026-02-01T00:00:00Z", "USD 5.00")),
                        byCard())))
                .containsExactly(Year.of(2026), Year.of(2024));
    }
}
