package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth.Kind;
import tools.jackson.databind.JsonNode;

/** Every way in which a checkout can end, and what the supporter is told. */
class EndingsJourneyTest {

    @SuppressWarnings("NullAway.Init")
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void whoIsDeclinedCanTryAgainAndIsChargedOnce() {
        try (Browser browser = Browser.open()) {
            int before = stage.sandbox().truth().of(Kind.PAYMENT).size();
            toThePaymentPage(browser, "ONCE")
                    .click("#decline")
                    .reads("declined")
                    .click("#abandon")
                    .sees("You turned back. Nothing was charged.")
                    .click("main a.button")
                    .click("#approve")
                    .sees("Thank you");

            assertThat(stage.sandbox().truth().of(Kind.PAYMENT)).hasSize(before + 1);
        }
    }

    @Test
    void whoTurnsBackIsNotCharged() {
        try (Browser browser = Browser.open()) {
            int before = stage.sandbox().truth().of(Kind.PAYMENT).size();

            toThePaymentPage(browser, "MONTHLY").click("#abandon").sees("You turned back. Nothing was charged.");

            assertThat(stage.sandbox().truth().of(Kind.PAYMENT)).hasSize(before);
        }
    }

    @Test
    void whoseBankAnswersLateIsToldSoAndThankedThen() {
        try (Browser browser = Browser.open()) {
            toThePaymentPage(browser, "ONCE").click("#late").sees("Your bank has not answered yet");
            URI page = browser.address();

            browser.visit(stage.sandbox().address()).click("[data-testid=yes]").reads("answered");

            browser.visit(page).sees("Thank you");
        }
    }

    @Test
    void whoseBankSaysNoLateIsToldSo() {
        try (Browser browser = Browser.open()) {
            toThePaymentPage(browser, "ONCE").click("#late").sees("Your bank has not answered yet");
            URI page = browser.address();

            browser.visit(stage.sandbox().address()).click("[data-testid=no]").reads("answered");
            stage.settle();

            browser.visit(page).sees("The payment was declined");
        }
    }

    @Test
    void whoComesBackWhileTheProviderIsSilentIsNotToldAnythingThatIsNotKnown() {
        try (Browser browser = Browser.open()) {
            stage.sandbox().webhooks().hold();
            toThePaymentPage(browser, "ONCE");
            stage.sandbox().stripe().refuseCalls(20, 500);
            browser.click("#approve").sees("We do not know yet whether you have paid");
            URI page = browser.address();

            stage.sandbox().stripe().refuseCalls(0, 500);

            browser.visit(page).sees("Thank you");
        } finally {
            stage.sandbox().stripe().refuseCalls(0, 500);
            stage.sandbox().webhooks().normal();
            stage.settle();
        }
    }

    @Test
    void whoLeavesFindsTheCheckoutExpiredADayLater() {
        try (Browser browser = Browser.open()) {
            toThePaymentPage(browser, "ONCE").click("#abandon").sees("You turned back");
            URI page = browser.address();

            stage.sandbox().advance(Duration.ofHours(25));

            browser.visit(page).sees("This checkout has expired");
        }
    }

    @Test
    void givingNeedsNoScript() {
        try (Browser browser = Browser.open("--blink-settings=scriptEnabled=false")) {
            browser.visit(stage.page("/?currency=EUR"))
                    .press("#acknowledged")
                    .press("#contribute button[type=submit]")
                    .arrives(stage.sandbox().address().toString())
                    .press("#approve")
                    .arrives(stage.page("/return/").toString())
                    .sees("Thank you");
        }
    }

    @Test
    void theWidgetTakesAReaderFromTheNewspaperToPayingAndBack() {
        try (Browser browser = Browser.open()) {
            browser.visit(URI.create(stage.sandbox().address() + "/newspaper"))
                    .inside("stand-with", "root.querySelector('form').requestSubmit();")
                    .arrives(stage.sandbox().address() + "/pay/")
                    .click("#approve")
                    .arrives(stage.sandbox().address() + "/newspaper")
                    .readsInside("stand-with", "Thank you")
                    .readsInside("stand-with", "Your supporter code stands for you");
            assertThat(browser.address().getQuery())
                    .as("what history and a shared link tell")
                    .isNull();
        }
    }

    @Test
    void theWidgetTakesAReaderToPayPalAsWell() {
        try (Browser browser = Browser.open()) {
            browser.visit(URI.create(stage.sandbox().address() + "/newspaper"))
                    .inside("stand-with", "root.querySelector('[name=provider][value=PAYPAL]').click();")
                    .inside("stand-with", "root.querySelector('form').requestSubmit();")
                    .arrives(stage.sandbox().address() + "/pay/paypal/")
                    .click("#approve")
                    .arrives(stage.sandbox().address() + "/newspaper")
                    .readsInside("stand-with", "Thank you");
        }
    }

    @Test
    void whoseBankIsStillThinkingIsNotAskedToPayAgainByTheWidget() {
        try (Browser browser = Browser.open()) {
            browser.visit(URI.create(stage.sandbox().address() + "/newspaper"))
                    .inside("stand-with", "root.querySelector('form').requestSubmit();")
                    .arrives(stage.sandbox().address() + "/pay/")
                    .click("#late")
                    .arrives(stage.sandbox().address() + "/newspaper?checkout=")
                    .readsInside("stand-with", "Please do not pay again");
        }
    }

    @Test
    void whoTurnsBackFromTheWidgetFindsItAgainAndIsNotThanked() {
        try (Browser browser = Browser.open()) {
            browser.visit(URI.create(stage.sandbox().address() + "/newspaper"))
                    .inside("stand-with", "root.querySelector('form').requestSubmit();")
                    .arrives(stage.sandbox().address() + "/pay/")
                    .click("#abandon")
                    .arrives(stage.sandbox().address() + "/newspaper")
                    .readsInside("stand-with", "Continue");
        }
    }

    @Test
    void disputesAndPayoutsReachTheBooks() {
        try (Browser browser = Browser.open()) {
            toThePaymentPage(browser, "ONCE").click("#approve").sees("Thank you");
            stage.settle();
            String charge = stage.sandbox().truth().of(Kind.PAYMENT).getLast().id();
            browser.visit(stage.sandbox().address())
                    .click("[data-id='" + charge + "'] [data-testid=dispute]")
                    .click("[data-id='" + charge + "'] [data-testid=lose]")
                    .reads("The dispute is closed.");
            stage.sandbox().advance(Duration.ofDays(3));
            browser.visit(stage.sandbox().address())
                    .click("[data-currency=usd] [data-testid=pay-out]")
                    .reads("paid out");
            stage.settle();

            long disputed = -stage.sandbox().truth().sum(Kind.DISPUTE, "usd");
            long paidOut = -stage.sandbox().truth().sum(Kind.PAYOUT, "usd");
            assertThat(balance("DISPUTES")).isEqualTo(disputed).isPositive();
            assertThat(balance("BANK")).isEqualTo(paidOut).isPositive();
            assertThat(balance("CLEARING"))
                    .isEqualTo(stage.sandbox().truth().movements().stream()
                            .filter(each -> each.currency().equals("usd"))
                            .mapToLong(each -> each.minor())
                            .sum());
            JsonNode row = stage.income("currency").getLast();
            assertThat(row.get("currency").stringValue()).isEqualTo("USD");
            assertThat(row.get("disputes").get("amount").stringValue().replace(".", ""))
                    .isEqualTo(Long.toString(disputed));
        }
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
