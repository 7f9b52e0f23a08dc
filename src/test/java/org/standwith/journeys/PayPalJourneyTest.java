package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.TestStandwith.Providers;
import standwith.sandbox.Truth.Kind;

/** A newsroom that has PayPal only: every way in which a checkout can end, and what the supporter is told. */
class PayPalJourneyTest {

    @SuppressWarnings("NullAway.Init")
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage(Providers.PAYPAL);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONCE", "MONTHLY", "ANNUAL"})
    void whoApprovesIsThankedAtOnceWithoutAnyWebhook(String cadence) {
        try (Browser browser = Browser.open()) {
            stage.sandbox().webhooks().hold();
            browser.visit(stage.page("/")).reads("You pay by PayPal");

            toThePaymentPage(browser, cadence).click("#approve").sees("Thank you");

            assertThat(browser.address().getQuery())
                    .as("what history tells of the payer")
                    .isNull();
        } finally {
            stage.sandbox().webhooks().normal();
            stage.settle();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoIsDeclinedCanTryAgainAndIsChargedOnce(boolean terse) {
        try (Browser browser = Browser.open()) {
            stage.sandbox().paypal().terse(terse);
            int before = payments();
            toThePaymentPage(browser, "ONCE")
                    .click("#decline")
                    .sees("The payment was declined")
                    .click("main a.button")
                    .click("#decline")
                    .sees("The payment was declined")
                    .click("main a.button")
                    .click("#approve")
                    .sees("Thank you");

            stage.settle();
            assertThat(payments()).isEqualTo(before + 1);
        } finally {
            stage.sandbox().paypal().terse(false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONCE", "MONTHLY"})
    void whoTurnsBackIsNotChargedAndMayGoOn(String cadence) {
        try (Browser browser = Browser.open()) {
            int before = payments();
            toThePaymentPage(browser, cadence).click("#abandon").sees("You turned back. Nothing was charged.");
            assertThat(payments()).isEqualTo(before);

            browser.click("main a.button").click("#approve").sees("Thank you");

            assertThat(payments()).isEqualTo(before + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"yes, Thank you", "no, The payment was declined"})
    void whosePaymentIsHeldIsToldSoAndTheEndThen(String answer, String end) {
        try (Browser browser = Browser.open()) {
            toThePaymentPage(browser, "ONCE").click("#late").sees("Your bank has not answered yet");
            URI page = browser.address();

            browser.visit(stage.sandbox().address())
                    .click("[data-testid=" + answer + "]")
                    .reads("answered");
            stage.settle();

            browser.visit(page).sees(end);
        }
    }

    @Test
    void whoComesBackWhilePayPalIsSilentIsNotToldAnythingThatIsNotKnown() {
        try (Browser browser = Browser.open()) {
            stage.sandbox().webhooks().hold();
            int before = payments();
            toThePaymentPage(browser, "ONCE");
            stage.sandbox().paypal().emptyErrors(40);
            browser.click("#approve").sees("We do not know yet whether you have paid");
            URI page = browser.address();

            stage.sandbox().paypal().emptyErrors(0);

            browser.visit(page).sees("Thank you");
            assertThat(payments()).isEqualTo(before + 1);
        } finally {
            stage.sandbox().paypal().emptyErrors(0);
            stage.sandbox().webhooks().normal();
            stage.settle();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONCE", "MONTHLY"})
    void anAnswerThatGetsLostNeverChargesTwice(String cadence) {
        try (Browser browser = Browser.open()) {
            int before = payments();
            toThePaymentPage(browser, cadence);
            stage.sandbox().paypal().loseAnswers(3);
            browser.click("#approve");
            URI page = URI.create(stage.page("/return/") + "x");
            browser.arrives(page.toString().substring(0, page.toString().length() - 1));
            URI back = browser.address();
            stage.sandbox().paypal().loseAnswers(0);

            browser.visit(back).sees("Thank you");
            stage.settle();

            assertThat(payments()).isEqualTo(before + 1);
        } finally {
            stage.sandbox().paypal().loseAnswers(0);
        }
    }

    @Test
    void anExpiredTokenIsNobodysTrouble() {
        try (Browser browser = Browser.open()) {
            stage.sandbox().paypal().expireTokens();
            toThePaymentPage(browser, "MONTHLY");
            stage.sandbox().paypal().expireTokens();
            browser.click("#approve").sees("Thank you");
        }
    }

    @Test
    void whoLeavesFindsTheCheckoutExpired() {
        try (Browser browser = Browser.open()) {
            toThePaymentPage(browser, "ONCE").click("#abandon").sees("You turned back");
            URI page = browser.address();

            stage.sandbox().advance(Duration.ofHours(4));

            browser.visit(page).sees("This checkout has expired");
        }
    }

    @Test
    void whatIsApprovedAndNeverComesBackIsTaken() {
        int before = payments();
        try (Browser browser = Browser.open()) {
            toThePaymentPage(browser, "ONCE");
            String order = browser.address().getPath().replaceFirst(".*/", "");
            stage.sandbox().paypal().approve(order);
            stage.settle();
            assertThat(payments()).isEqualTo(before + 1);

            toThePaymentPage(browser, "MONTHLY");
            String subscription = browser.address().getPath().replaceFirst(".*/", "");
            stage.sandbox().paypal().approve(subscription);
            stage.sandbox().advance(Duration.ofMinutes(11));
            stage.settle();
            assertThat(payments()).isEqualTo(before + 2);
        }
    }

    @Test
    void disputesReachTheBooks() {
        try (Browser browser = Browser.open()) {
            toThePaymentPage(browser, "ONCE").click("#approve").sees("Thank you");
            toThePaymentPage(browser, "MONTHLY").click("#approve").sees("Thank you");
            var given = stage.sandbox().truth().of(Kind.PAYMENT);
            String first = given.getLast().id();
            String second = given.get(given.size() - 2).id();
            stage.sandbox().paypal().loseDispute(stage.sandbox().paypal().dispute(first));
            String chargedBack = stage.sandbox().paypal().chargeBack(second);
            stage.sandbox().paypal().winDispute(chargedBack);
            stage.settle();

            long lost = -stage.sandbox().truth().sum(Kind.DISPUTE, "usd")
                    - stage.sandbox().truth().sum(Kind.REINSTATED, "usd");
            assertThat(balance("DISPUTES")).isEqualTo(lost).isPositive();
            assertThat(balance("CLEARING"))
                    .isEqualTo(stage.sandbox().truth().movements().stream()
                            .filter(each -> each.currency().equals("usd"))
                            .mapToLong(each -> each.minor())
                            .sum());
        }
    }

    private static int payments() {
        return stage.sandbox().truth().of(Kind.PAYMENT).size();
    }

    private static long balance(String account) {
        return Long.parseLong(
                stage.select("select coalesce(sum(minor), 0) from posting where currency = 'USD' and account = '"
                                + account + "'")
                        .getFirst());
    }

    private static Browser toThePaymentPage(Browser browser, String cadence) {
        return browser.visit(stage.page("/?currency=USD"))
                .click("input[name=cadence][value=" + cadence + "]")
                .click("#acknowledged")
                .click("#contribute button[type=submit]")
                .arrives(stage.sandbox().address().toString());
    }
}
