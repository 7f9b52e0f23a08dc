package org.standwith.supporters.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.Time;
import org.standwith.contributions.Giving;
import org.standwith.money.Cadence;
import org.standwith.supporters.Readers;
import org.standwith.supporters.Readers.Reader;
import org.standwith.supporters.Visit;
import org.standwith.supporters.WithMail;

/** One contribution, and the forms that change it, where they are filled in wrongly or by the wrong person. */
@WithMail
class ItemPagesTest {

    @Autowired
    Readers readers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Time time;

    @Autowired
    MockMvcTester web;

    @SuppressWarnings("NullAway.Init")
    private Reader ann;

    @SuppressWarnings("NullAway.Init")
    private Visit visit;

    private String item = "";

    @BeforeEach
    void annIsSignedIn() {
        ann = readers.goesOn();
        visit = readers.visit().signInBy(ann.code().reveal());
        item = "/account/items/" + ann.contribution();
    }

    private Visit preview(String kind, String amount) {
        return visit.open(item).send(item + "/preview", Map.of("kind", kind, "amount", amount));
    }

    @Test
    void itTellsWhatFollowsBeforeAnythingIsAskedFor() {
        preview("AMOUNT", "8,50");

        assertThat(visit.status()).isEqualTo(200);
        assertThat(visit.page())
                .contains("$8.50 each month", "The next payment is $8.50 on ", "then the same each month");
        assertThat(jdbc.sql("select count(*) from change_intent where contribution = ?")
                        .param(ann.contribution().toString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatCanOnlyBeStoppedAtOnceSaysSoBefore() {
        assertThat(visit.open(item + "/stop").page()).contains("with what is paid. Until then you can take it back.");
        jdbc.sql("update contribution set state = 'Paused' where id = ?")
                .param(ann.contribution().toString())
                .update();

        assertThat(visit.open(item + "/stop").page())
                .contains("It ends at once. Nothing more will be charged. This cannot be undone")
                .doesNotContain("Until then you can take it back.");
    }

    @Test
    void amountsStandInTheFieldsAsTheLanguageWritesThem() {
        assertThat(visit.open(item).page()).contains("value=\"20.00\"", "value=\"240.00\"");
        assertThat(visit.open(item + "?locale=ru").page()).contains("value=\"20,00\"", "value=\"240,00\"");

        preview("AMOUNT", "20,50");
        assertThat(visit.status()).isEqualTo(200);
    }

    @Test
    void whatIsNotPaidYetIsNotSaidToBeGivenSinceThen() {
        jdbc.sql("update contribution set state = 'Pending', created_at = ? where id = ?")
                .params(
                        LocalDateTime.ofInstant(time.now(), ZoneOffset.UTC),
                        ann.contribution().toString())
                .update();

        assertThat(visit.open("/account").page())
                .contains("Not paid yet.", "By card.")
                .doesNotContain("Since ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|The smallest amount is $2",
                "1000000|The largest amount is $10,000",
                "five|Write the amount as a plain number",
                "5.555|Write the amount as a plain number",
                "-5|Write the amount as a plain number"
            })
    void anAmountThatCannotBeIsToldInWords(String amount, String words) {
        preview("AMOUNT", amount);

        assertThat(visit.status()).isEqualTo(422);
        assertThat(visit.page())
                .contains(
                        words,
                        "value=\"" + amount + "\"",
                        "href=\"#amount\"",
                        "id=\"amount-error\"",
                        "aria-describedby=\"amount-error\"");

        visit.open(item)
                .send(item + "/preview", Map.of("kind", "AMOUNT", "amount", "8"))
                .send(item + "/changes", Map.of("amount", amount));
        assertThat(visit.status()).as("past the preview").isEqualTo(422);
    }

    @Test
    void whatCannotBeDoneAsItStandsIsRefusedInWords() {
        visit.open(item);
        visit.post(
                item + "/changes",
                Map.of("kind", "RESUME", "key", UUID.randomUUID().toString(), "_csrf", visit.hidden("_csrf")));

        assertThat(visit.status()).isEqualTo(409);
        assertThat(visit.page()).contains("This is not paused.");
    }

    @Test
    void whileItIsBeingEndedThatIsSaidAndNothingElse() {
        visit.open(item + "/stop").send(item + "/changes", Map.of("kind", "END"));
        assertThat(visit.page()).contains("The payment provider has not confirmed it yet.");

        visit.open(item);
        visit.post(
                item + "/changes",
                Map.of("kind", "SKIP", "key", UUID.randomUUID().toString(), "_csrf", visit.hidden("_csrf")));

        assertThat(visit.status()).isEqualTo(409);
        assertThat(visit.page())
                .contains("This is being ended. Until the payment provider has confirmed it, nothing else")
                .doesNotContain("You can end it at any time");
    }

    @Test
    void anAmountThatWasShownForAnotherCadenceIsNotTaken() {
        preview("AMOUNT", "8").send(item + "/changes", Map.of("cadence", "ANNUAL"));

        assertThat(visit.status()).isEqualTo(409);
        assertThat(visit.page()).contains("You have asked for something else since");
    }

    @Test
    void whatIsMonthlyAlreadyIsNotMadeMonthlyForTheAmountOfAYear() {
        preview("CADENCE", "240").send(item + "/changes", Map.of("cadence", "MONTHLY"));

        assertThat(visit.status()).isEqualTo(409);
        assertThat(visit.page()).contains("$20 each month");
    }

    @Test
    void whoeverStopsMayBeAskedAgainByTheAddressThatTheyLeft() {
        Reader ann = readers.goesOn();
        String item = "/account/items/" + ann.contribution();
        Visit visit = readers.visit().signInBy(ann.code().reveal()).open(item + "/stop");
        assertThat(visit.page()).contains("In 3 months", "In 6 months", "In 9 months");

        visit.send(item + "/reminder", Map.of("in", "P6M"));

        assertThat(visit.page()).contains("A letter with a link is on its way").doesNotContain(ann.email());
        time.pass(Duration.ofSeconds(2));
        time.pass(Duration.ofSeconds(2));
        assertThat(readers.linksTo(ann.email()).getFirst()).contains("/remind/confirm");
        assertThat(visit.open(item + "/stop")
                        .send(item + "/reminder", Map.of("in", "P2D"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void whoeverLeftNoAddressIsNotOfferedToBeAskedAgain() {
        Reader ann = readers.gives(null);

        Visit visit =
                readers.visit().signInBy(ann.code().reveal()).open("/account/items/" + ann.contribution() + "/stop");

        assertThat(visit.page()).doesNotContain("/reminder\"");
    }

    @Test
    void whatHasEndedOffersNothing() {
        Reader past = readers.gives();
        jdbc.sql("update contribution set state = 'Ended' where id = ?")
                .param(past.contribution().toString())
                .update();
        Visit theirs = readers.visit().signInBy(past.code().reveal());

        theirs.open("/account/items/" + past.contribution() + "/stop");

        assertThat(theirs.status()).isEqualTo(200);
        assertThat(theirs.page())
                .contains("This has ended. Nothing more will be charged.")
                .doesNotContain("<form method=\"post\" action=\"/account/items");
    }

    @ParameterizedTest
    @ValueSource(strings = {WithMail.ONION, WithMail.MIRROR})
    void t32ByCodeAndWithoutScriptsItIsStoppedAtEveryAddressOfOurs(String home) {
        Visit elsewhere = readers.visit(home).signInBy(ann.code().reveal());

        elsewhere.open(item + "/stop").send(item + "/changes", Map.of("kind", "END"));

        assertThat(elsewhere.at()).startsWith(item);
        assertThat(jdbc.sql("select count(*) from change_intent where contribution = ?")
                        .param(ann.contribution().toString())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/stop", "/changes/00000000-0000-4000-8000-000000000000"})
    void nobodySeesWhatIsSomebodyElses(String page) {
        Reader other = readers.gives();

        visit.open("/account/items/" + other.contribution() + page);

        assertThat(visit.status()).isEqualTo(404);
        assertThat(visit.page()).doesNotContain("$20");
    }

    @Test
    void nobodyChangesWhatIsSomebodyElses() {
        Reader other = readers.goesOn();
        visit.open(item);
        String token = visit.hidden("_csrf");

        visit.post(
                "/account/items/" + other.contribution() + "/changes",
                Map.of("kind", "END", "key", UUID.randomUUID().toString(), "_csrf", token));

        assertThat(visit.status()).isEqualTo(404);
        assertThat(jdbc.sql("select count(*) from change_intent where contribution = ?")
                        .param(other.contribution().toString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aFormOfSomebodyElsesPageChangesNothing() {
        visit.post(
                item + "/changes",
                Map.of("kind", "END", "key", UUID.randomUUID().toString()));

        assertThat(jdbc.sql("select count(*) from change_intent where contribution = ?")
                        .param(ann.contribution().toString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aFormThatWasOpenForTooLongIsSaidToHaveChangedNothing() {
        visit.open(item + "/stop?locale=ru");
        visit.cookies().remove("form");

        visit.send(item + "/changes", Map.of("kind", "END"));

        assertThat(visit.at()).isEqualTo("/account");
        assertThat(visit.page()).contains("Та страница была открыта слишком долго, и ничего не изменилось");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVERYTHING", ""})
    void aWishThatThereIsNotIsAMistake(String kind) {
        visit.open(item);
        visit.post(
                item + "/changes",
                Map.of("kind", kind, "key", UUID.randomUUID().toString(), "_csrf", visit.hidden("_csrf")));

        assertThat(visit.status()).isBetween(400, 422);
    }

    private static String proof(Reader reader) {
        return GivingView.proof(new Giving.Paid(
                reader.payment(), Instant.EPOCH, Money.parse("USD 1.00"), Money.parse("USD 1.00"), Cadence.MONTHLY));
    }

    @Test
    void thePageHasNoNumberOfAPayment() {
        assertThat(visit.open("/account").page()).contains(proof(ann)).doesNotContain(ann.payment());
    }

    @Test
    void aReceiptIsADownloadThatSaysNothingByItsName() {
        visit.open("/account").send(item + "/receipt", Map.of("payment", proof(ann)));

        assertThat(visit.at()).isEqualTo(item + "/receipt");

        assertThat(visit.status()).isEqualTo(200);
        assertThat(visit.page()).startsWith("%PDF-");
        assertThat(visit.header("Content-Disposition"))
                .matches("attachment; filename=\"document-2026-\\d\\d-\\d\\d\\.pdf\"");
        assertThat(visit.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void nobodyGetsAReceiptForWhatTheyDidNotPay() {
        Reader other = readers.gives();

        visit.open("/account").send(item + "/receipt", Map.of("payment", proof(other)));

        assertThat(visit.status()).isEqualTo(404);
    }

    @Test
    void aStatementIsOfAYearInWhichTheyGave() {
        visit.open("/account").send("/account/statement", Map.of("year", "2026"));
        assertThat(visit.page()).startsWith("%PDF-");

        visit.open("/account").send("/account/statement", Map.of("year", "1999"));
        assertThat(visit.status()).isEqualTo(404);
    }
}
