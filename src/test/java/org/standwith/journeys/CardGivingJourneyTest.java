package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.webhooks.Manner;
import tools.jackson.databind.JsonNode;

/** Giving by a card that is entered on our own page: whatever banks say, every cent is counted once. */
class CardGivingJourneyTest {

    @Test
    void whatWasGivenByCardIsInTheReportToTheCent() {
        try (Stage stage = Stage.withCardFields();
                Browser browser = Browser.open()) {
            stage.sandbox().webhooks().deliver(new Manner(true, true, 20261125, 2, 0, Duration.ZERO));

            Card.toTheFields(stage, browser, "/", "MONTHLY", "2");
            Card.AMERICAN.pays(browser).sees("Thank you").reads("$2");
            whoseCardIsDeclinedTriesAnotherOnTheSamePage(stage, browser);
            whoseBankAsksIsThankedWhenTheyHaveAnswered(stage, browser);
            whoDoesNotConvinceTheirBankCanTryAgain(stage, browser);
            assertThat(stage.sandbox().truth().of(Kind.PAYMENT)).hasSize(4);
            for (int month = 1; month <= 2; month++) {
                stage.sandbox().advance(Period.ofMonths(1));
            }
            stage.sandbox().stripe().settleFees();
            stage.settle();

            Truth truth = stage.sandbox().truth();
            assertThat(truth.of(Kind.PAYMENT)).hasSize(4 + 2 * 2);
            assertThat(figures(stage))
                    .containsExactly(
                            "MONTHLY EUR 3 12.00 0.93 11.07",
                            "MONTHLY USD 3 6.00 1.08 4.92",
                            "ONCE EUR 2 16.00 0.74 15.26");
            for (String currency : List.of("usd", "eur")) {
                long gross = truth.sum(Kind.PAYMENT, currency);
                assertThat(balance(stage, currency.toUpperCase(Locale.ROOT), "CONTRIBUTIONS"))
                        .isEqualTo(-gross);
                assertThat(balance(stage, currency.toUpperCase(Locale.ROOT), "CLEARING"))
                        .isEqualTo(gross + truth.sum(Kind.FEE, currency));
            }
            assertThat(stage.select("select sum(minor) from posting group by currency"))
                    .containsOnly("0");
            assertThat(stage.select("select state from contribution order by state"))
                    .containsExactly("Active", "Active", "Given", "Given");
            assertThat(stage.select(
                            "select event_id from inbox_event where status <> 'DONE' and type <> 'standwith.question'"))
                    .isEmpty();
        }
    }

    @Test
    void whileEverybodyIsAskedForAProofOfWorkTheBrowserMakesOneForTheFormAndOneForTheCard() {
        try (Stage stage = Stage.withCardFields("--standwith.guard.proof=always");
                Browser browser = Browser.open()) {
            Card.toTheFields(stage, browser, "/", "ONCE", "7");

            Card.AMERICAN.pays(browser).sees("Thank you").reads("$7");

            assertThat(stage.select("select count(*) from spent_proof")).containsExactly("2");
        }
    }

    private static void whoseCardIsDeclinedTriesAnotherOnTheSamePage(Stage stage, Browser browser) {
        Card.toTheFields(stage, browser, "/?currency=EUR", "ONCE", "10");
        Card.DECLINED.pays(browser).reads("Your bank declined it, and nothing was charged.");
        Card.AMERICAN.pays(browser).sees("Thank you").reads("€10");
    }

    private static void whoseBankAsksIsThankedWhenTheyHaveAnswered(Stage stage, Browser browser) {
        Card.toTheFields(stage, browser, "/?currency=EUR", "MONTHLY", "4");
        Card.ASKING.pays(browser);
        Card.answers(browser, true).sees("Thank you").reads("€4");
    }

    private static void whoDoesNotConvinceTheirBankCanTryAgain(Stage stage, Browser browser) {
        Card.toTheFields(stage, browser, "/?currency=EUR", "ONCE", "6");
        Card.ASKING.pays(browser);
        Card.answers(browser, false)
                .sees("The payment was declined")
                .click("main a.button")
                .arrives(stage.page("/checkout/").toString());
        Card.AMERICAN.pays(browser).sees("Thank you").reads("€6");
    }

    private static List<String> figures(Stage stage) {
        return stage.income("cadence,currency").stream()
                .map(row -> row.get("cadence").stringValue() + " "
                        + row.get("currency").stringValue() + " "
                        + row.get("payments").asInt() + " " + amount(row, "gross") + " " + amount(row, "fees") + " "
                        + amount(row, "net"))
                .toList();
    }

    private static String amount(JsonNode row, String figure) {
        return row.get(figure).get("amount").stringValue();
    }

    private static long balance(Stage stage, String currency, String account) {
        return Long.parseLong(stage.select("select coalesce(sum(minor), 0) from posting where currency = '" + currency
                        + "' and account = '" + account + "'")
                .getFirst());
    }
}
