package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.MessageSource;
import org.standwith.pages.Words;

/** Nothing on a supporter's way keeps anybody out: looked at by axe in a real browser, on light and dark paper. */
class BarriersTest {

    private static final int MOST_BYTES = 60_000;
    private static final Pattern CODE = Pattern.compile("([0-9A-Z]{4}-){6}[0-9A-Z]{4}");

    private final Map<String, List<String>> barriers = new TreeMap<>();
    private final List<String> heavy = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"en, light, 390", "ru, dark, 1000"})
    void noPageOfSupportersKeepsAnybodyOut(String language, String scheme, int width) {
        String spoken = "?locale=" + language;
        try (Stage stage = new Stage();
                Browser browser = Browser.open("--window-size=" + width + ",900")) {
            Words words = new Words(stage.context().getBean(MessageSource.class), Locale.of(language));
            browser.prefers(scheme).onADevice();
            for (String page : List.of(
                    "/",
                    "/other-ways",
                    "/answer",
                    "/remind",
                    "/account/sign-in",
                    "/account/sign-in/lost",
                    "/account/sign-in/open",
                    "/nothing-here")) {
                look(page, browser.visit(stage.page(page + spoken)));
            }
            look(
                    "link-sent",
                    browser.visit(stage.page("/account/sign-in" + spoken))
                            .type("#email", "ann@reader.example")
                            .click("form.way button")
                            .sees(words.text("link-sent.title")));

            browser.visit(stage.page("/" + spoken))
                    .click("input[name=cadence][value=MONTHLY]")
                    .type("#amount", "5")
                    .click("input[name=provider][value=PAYPAL]")
                    .click("#acknowledged")
                    .click("#contribute button[type=submit]")
                    .arrives(stage.sandbox().address().toString())
                    .click("#approve")
                    .sees(words.text("return.thanks.title"));
            look("returned", browser);
            String code = CODE.matcher(browser.tells("document.body.innerText"))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group();
            browser.visit(stage.page("/account" + spoken))
                    .type("#code", code + "0")
                    .click("form.way:last-of-type button");
            look("no such code", browser.reads(words.text("sign-in.told.NO_CODE")));
            browser.click("form[data-passkey] button");
            look("no passkey", browser.reads(words.text("passkey.none")));
            browser.type("#code", code).click("form.way:last-of-type button");
            look("account", browser.sees(words.text("account.title")));
            browser.click(".giving a.button").offers("#amount");
            look("item", browser);
            String item = browser.address().toString();
            browser.type("#amount", "1").click("[name=kind][value=AMOUNT]").offers(".summary");
            look("mistake", browser);
            browser.type("#amount", "7").click("[name=kind][value=AMOUNT]").reads(words.text("change.confirm"));
            look("preview", browser);
            browser.click("main form button").reads(words.text("change.outcome.Done"));
            look("done", browser);
            look("stop", browser.visit(URI.create(item.replace("?", "/stop?"))));
            look("sessions", browser.visit(stage.page("/account/sessions" + spoken)));
            look("passkeys", browser.click("form[data-passkey] button").reads(words.text("passkeys.told.ADDED")));
            look("passkey there", browser.click("form[data-passkey] button").reads(words.text("passkey.there")));
            look("data", browser.visit(stage.page("/account/data" + spoken)));
            browser.click("[name=sure]").click("form.changing button").sees(words.text("farewell.done.title"));
            look("farewell", browser);
        }
        assertThat(barriers).isEmpty();
        assertThat(heavy).as("pages above 60 KB").isEmpty();
    }

    @Test
    void whatKeepsSomebodyOutIsFound() {
        try (Browser browser = Browser.open()) {
            browser.visit(URI.create("data:text/html,%3Cimg%20src='data:,'%3E"));

            assertThat(browser.barriers()).anyMatch(each -> each.startsWith("image-alt at img"));
        }
    }

    private void look(String page, Browser browser) {
        List<String> found = browser.barriers();
        if (!found.isEmpty()) {
            barriers.put(page, found);
        }
        if (browser.weight() > MOST_BYTES) {
            heavy.add(page + " " + browser.weight());
        }
    }
}
