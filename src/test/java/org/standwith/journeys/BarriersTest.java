package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.TestDatabase;
import org.standwith.TestStandwith.Providers;
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
                    .type("#email", "bob@reader.example")
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
            look("stop", browser.visit(URI.create(item.replace("?", "/stop?"))).offers("[name=in][value=P6M]"));
            look("stop, again", browser.click("[name=in][value=P6M]").sees(words.text("remind.asked.title")));
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

    @ParameterizedTest
    @CsvSource({"en, light, 390", "ru, dark, 1000"})
    void noPageOfRemindersKeepsAnybodyOut(String language, String scheme, int width) {
        String spoken = "locale=" + language;
        String ann = "ann@reader.example";
        try (Stage stage =
                        new Stage(Providers.BOTH, TestDatabase.freshSchema(), "--db-scheduler.polling-interval=250ms");
                Browser browser = Browser.open("--window-size=" + width + ",900")) {
            Words words = new Words(stage.context().getBean(MessageSource.class), Locale.of(language));
            browser.prefers(scheme);
            look(
                    "form",
                    browser.visit(stage.page("/?" + spoken))
                            .click("details.later summary")
                            .offers("#remind-email"));
            browser.type("#remind-email", "ann@reader")
                    .click("details.later button")
                    .reads(words.text("remind.error.email"));
            look("mistaken address", browser);
            browser.type("#email", ann)
                    .click("#remind details summary")
                    .type("#timeZone", "Nowhere")
                    .click("#remind option[value=DAY]")
                    .click("#remind button")
                    .reads(words.text("remind.error.timeZone"))
                    .reads(words.text("remind.error.when"));
            look("mistakes", browser);
            browser.type("#timeZone", "Europe/Berlin")
                    .click("#remind option[value=MONTHLY]")
                    .click("#remind button")
                    .sees(words.text("remind.asked.title"));
            look("asked", browser);
            URI confirm = link(ann, "/remind/confirm", stage);
            look("confirm", browser.visit(confirm).sees(words.text("remind.confirm.title")));
            look("change", browser.click("main form button").reads(words.text("remind.told.CONFIRMED")));
            browser.click("option[value=DAY]").click("main form button").reads(words.text("remind.error.when"));
            look("change, mistaken", browser);
            ofOffice(browser, stage);
            look("leave", browser.visit(link(ann, "/remind/leave", stage)).sees(words.text("remind.leave.title")));
            look("left", browser.click("main form button").sees(words.text("remind.left.title")));
            look("back", browser.click("main form button").sees(words.text("remind.returned.title")));
            look("over", browser.visit(stage.page("/remind/change?" + spoken)).sees(words.text("remind.over.title")));
            look(
                    "incomplete",
                    browser.visit(stage.page("/remind/leave?" + spoken)).sees(words.text("remind.incomplete.title")));
        }
        assertThat(barriers).isEmpty();
        assertThat(heavy).as("pages above 60 KB").isEmpty();
    }

    /** With something due on a day, and figures of a month. */
    private void ofOffice(Browser browser, Stage stage) {
        stage.context()
                .getBean(JdbcClient.class)
                .sql("insert into reminder_total (month, campaign, outcome, count) values (?, 'spring', 'SENT', 4321)")
                .param(YearMonth.from(stage.sandbox().clock().instant().atZone(ZoneOffset.UTC))
                        .toString())
                .update();
        browser.visit(stage.page("/office/reminders"))
                .type("#username", "admin@example.org")
                .type("#password", "admin")
                .click("form.fields button")
                .reads("Sign out")
                .visit(stage.page("/office/reminders"))
                .reads("4320")
                .offers("td.shade-4, td.shade-3, td.shade-2, td.shade-1");
        look("office", browser);
        look("office, stopped", browser.click("form.stop button").reads("Sending is stopped."));
    }

    private static URI link(String to, String path, Stage stage) {
        return URI.create(Awaitility.await("the letter")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> stage.sandbox().mail().caught().stream()
                                .filter(letter -> letter.to().equals(to))
                                .flatMap(letter -> letter.links().stream())
                                .filter(link -> link.contains(path))
                                .toList(),
                        links -> !links.isEmpty())
                .getFirst());
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
