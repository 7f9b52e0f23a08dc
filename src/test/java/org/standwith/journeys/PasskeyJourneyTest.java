package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.springframework.context.MessageSource;
import org.standwith.pages.Words;

/** Somebody adds a passkey in a real browser, signs in by it, and removes it. */
class PasskeyJourneyTest {

    private static final Pattern CODE = Pattern.compile("([0-9A-Z]{4}-){6}[0-9A-Z]{4}");
    private static final String ADD = "form[data-passkey=add] button";
    private static final String USE = "form[data-passkey=use] button";

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void aPasskeyLetsInUntilItIsRemoved(String language) {
        try (Stage stage = new Stage();
                Browser browser = Browser.open()) {
            Words words = new Words(stage.context().getBean(MessageSource.class), Locale.of(language));
            String spoken = "?locale=" + language;
            VirtualAuthenticator device = browser.onADevice();
            browser.visit(stage.page("/account/sign-in" + spoken)).click(USE).reads(words.text("passkey.none"));

            signsIn(gives(stage, browser, spoken), stage, browser, spoken);
            device.setUserVerified(false);
            browser.visit(stage.page("/account/sessions" + spoken)).click(ADD).reads(words.text("passkey.none"));
            device.setUserVerified(true);
            browser.click(ADD)
                    .reads(words.text("passkeys.told.ADDED"))
                    .reads(words.text("passkeys.host", stage.page("/").getAuthority()));
            assertThat(device.getCredentials()).hasSize(1);
            browser.click(ADD).reads(words.text("passkey.there"));

            browser.click("nav.account form button").sees(words.text("sign-in.title"));
            browser.click(USE).sees(words.text("account.title"));

            browser.visit(stage.page("/account/sessions" + spoken))
                    .reads(words.text("sessions.PASSKEY"))
                    .click(".passkeys li button")
                    .reads(words.text("passkeys.told.REMOVED"))
                    .misses(".passkeys li")
                    .click("nav.account form button")
                    .sees(words.text("sign-in.title"))
                    .click(USE)
                    .reads(words.text("sign-in.told.NO_PASSKEY"));
            assertThat(stage.select("select id from passkey")).isEmpty();
        }
    }

    @Test
    void whereNoScriptsRunThereIsNothingOfIt() {
        try (Stage stage = new Stage();
                Browser browser = Browser.open("--blink-settings=scriptEnabled=false")) {
            browser.visit(stage.page("/account/sign-in")).sees("Sign in");

            assertThat(browser.tells("document.body.innerText")).doesNotContainIgnoringCase("passkey");
        }
    }

    private static String gives(Stage stage, Browser browser, String spoken) {
        browser.visit(stage.page("/" + spoken))
                .click("input[name=cadence][value=MONTHLY]")
                .type("#amount", "5")
                .click("input[name=provider][value=PAYPAL]")
                .click("#acknowledged")
                .click("#contribute button[type=submit]")
                .arrives(stage.sandbox().address().toString())
                .click("#approve")
                .arrives(stage.page("/return/").toString());
        return CODE.matcher(browser.tells("document.body.innerText"))
                .results()
                .findFirst()
                .orElseThrow()
                .group();
    }

    private static void signsIn(String code, Stage stage, Browser browser, String spoken) {
        browser.visit(stage.page("/account" + spoken))
                .type("#code", code)
                .click("form.way:last-of-type button")
                .offers("nav.account");
    }
}
