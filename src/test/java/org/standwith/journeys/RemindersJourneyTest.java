package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.MessageSource;
import org.standwith.TestDatabase;
import org.standwith.TestStandwith.Providers;
import org.standwith.pages.Words;
import standwith.sandbox.mail.Caught;

/** Somebody who cannot give today is asked again when they wish, and never after they have given or want no more. */
class RemindersJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern ONE_CLICK = Pattern.compile("(?s)List-Unsubscribe: <([^>]+)>");
    private static final String[] TASKS = {
        "reminder-requests", "reminders-0", "reminders-1", "reminders-2", "reminders-3", "reminder-consequences"
    };

    private static Stage stage;

    private final String ann = "ann-" + UUID.randomUUID() + "@reader.example";
    private final String bob = "bob-" + UUID.randomUUID() + "@reader.example";

    @BeforeAll
    static void start() {
        stage = new Stage(Providers.BOTH, TestDatabase.freshSchema(), "--db-scheduler.polling-interval=250ms");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({"STRIPE, en", "PAYPAL, ru"})
    void whoeverIsRemindedGivesAndHearsNoMore(String provider, String language) throws Exception {
        try (Browser browser = Browser.open()) {
            Words words = words(language);
            String campaign = "spring." + language;
            if (language.equals("en")) {
                asksOnTheForm(ann, campaign, words, browser);
            } else {
                asksOnThePage(ann, campaign, words, browser);
            }
            opens(ann, 1, browser);
            browser.sees(words.text("remind.confirm.title"))
                    .click("main form button")
                    .reads(words.text("remind.told.CONFIRMED"));
            if (language.equals("en")) {
                browser.click("option[value=MONTHLY]")
                        .click("form[action$='/remind/change'] button")
                        .reads(words.text("remind.told.MOVED"));
            }
            passes(Duration.ofDays(20));
            assertThat(letters(ann)).as("before its time").hasSize(1);

            // A month may have 28 days, from which three are taken or to which three are added.
            passes(Duration.ofDays(15));
            opens(ann, 2, browser);
            browser.arrives(stage.page("/").toString())
                    .click("input[name=cadence][value=ONCE]")
                    .type("#amount", "6")
                    .click("input[name=provider][value=" + provider + "]")
                    .click("#acknowledged")
                    .click("#contribute button[type=submit]")
                    .arrives(stage.sandbox().address().toString())
                    .click("#approve")
                    .arrives(stage.page("/return/").toString())
                    .sees(words.text("return.thanks.title"));
            stage.settle();
            passes(Duration.ofMinutes(5));
            passes(Duration.ofDays(30));
            passes(Duration.ofDays(30));
            assertThat(letters(ann)).as("after they gave").hasSize(2);
            assertThat(stage.select("select outcome from reminder_total where campaign = '" + campaign + "'"))
                    .containsExactlyInAnyOrder("CONFIRMED", "SENT", "CONVERTED");

            asksOnThePage(bob, campaign, words, browser);
            opens(bob, 1, browser);
            browser.click("main form button").reads(words.text("remind.told.CONFIRMED"));
            passes(Duration.ofDays(35));
            leaves(bob, 2, language.equals("en"), words, browser);
            asksOnThePage(bob, campaign, words, browser);
            passes(Duration.ofDays(35));
            passes(Duration.ofDays(35));
            assertThat(letters(bob)).as("after they left").hasSize(2);
            assertThat(stage.select("select id from reminder")).isEmpty();
        }
    }

    @Test
    void noScriptIsNeededForAnyOfIt() {
        try (Browser browser = Browser.open("--blink-settings=scriptEnabled=false")) {
            Words words = words("en");
            browser.visit(stage.page("/?locale=en"))
                    .press("details.later summary")
                    .type("#remind-email", "nobody@@example")
                    .press("details.later option[value=P1W]")
                    .press("details.later button")
                    // The browser has seen by itself that this is no address.
                    .type("#remind-email", ann)
                    .press("details.later button")
                    .sees(words.text("remind.asked.title"));
            settle();
            opens(ann, 1, browser);
            browser.press("main form button").reads(words.text("remind.told.CONFIRMED"));
            passes(Duration.ofDays(8));
            opens(ann, 2, browser);
            browser.press("#acknowledged")
                    .press("#contribute button[type=submit]")
                    .arrives(stage.sandbox().address().toString())
                    .press("#approve")
                    .sees("Thank you");

            browser.visit(stage.sandbox().address().resolve("/mail"))
                    .press("[data-to='" + ann + "'] a[href*='/remind/change']")
                    .reads(words.text("remind.change.sent"))
                    .press("form[action$='/remind/change'] button")
                    .reads(words.text("remind.told.MOVED"))
                    .press("form[action$='/remind/erase'] button")
                    .sees(words.text("remind.erased.title"));
            passes(Duration.ofDays(120));
            assertThat(letters(ann)).hasSize(2);
        }
    }

    @Test
    void whoeverAsksInTheNewspaperIsWrittenToAndNotAskedThereAnyMore() {
        try (Browser browser = Browser.open()) {
            Words words = words("en");
            URI newspaper = stage.sandbox().address().resolve("/newspaper");
            browser.visit(newspaper)
                    .inside("stand-with", "root.querySelectorAll('.foot button')[1].click();")
                    .inside(
                            "stand-with",
                            "root.host.setAttribute('campaign', 'Spring appeal!');"
                                    + " root.querySelector('[name=email]').value = '" + ann + "';"
                                    + " root.querySelector('[name=when]').value = 'P1W';"
                                    + " root.querySelector('form').requestSubmit();")
                    .readsInside("stand-with", words.text("widget.reminded"));

            browser.visit(newspaper);
            assertThat(browser.tells("document.querySelector('stand-with').hidden"))
                    .isEqualTo("true");
            assertThat(browser.tells("Object.values(localStorage).join()")).matches("\\d{4}-\\d{2}-\\d{2}");
            opens(ann, 1, browser);
            browser.click("main form button").reads(words.text("remind.told.CONFIRMED"));
            passes(Duration.ofDays(8));
            assertThat(letters(ann)).hasSize(2);
        }
    }

    private static void asksOnTheForm(String address, String campaign, Words words, Browser browser) {
        browser.visit(stage.page("/?campaign=" + campaign + "&locale=" + words.language()))
                .click("details.later summary")
                .type("#remind-email", address)
                .click("details.later option[value=P1W]")
                .click("details.later button")
                .sees(words.text("remind.asked.title"));
        settle();
    }

    private static void asksOnThePage(String address, String campaign, Words words, Browser browser) {
        browser.visit(stage.page("/remind?campaign=" + campaign + "&locale=" + words.language()))
                .type("#email", address)
                .click("#remind option[value=MONTHLY]")
                .click("#remind button")
                .sees(words.text("remind.asked.title"));
        settle();
    }

    /** Follows the first link of the last letter, which is the so manieth. */
    private static void opens(String address, int letter, Browser browser) {
        Awaitility.await("the letter")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(letters(address)).hasSize(letter));
        browser.visit(stage.sandbox().address().resolve("/mail"))
                .press("[data-to='" + address + "'] [data-testid=link]")
                .arrives(stage.page("/").toString());
    }

    /** By the button of a mail program, or by the one on the page to which the letter leads. */
    private static void leaves(String address, int letter, boolean byProgram, Words words, Browser browser)
            throws Exception {
        if (byProgram) {
            assertThat(oneClick(letters(address).getLast())).isEqualTo(200);
        } else {
            opens(address, letter, browser);
            browser.visit(stage.sandbox().address().resolve("/mail"))
                    .click("[data-to='" + address + "'] a[href*='/remind/leave']")
                    .sees(words.text("remind.leave.title"))
                    .click("main form button")
                    .sees(words.text("remind.left.title"));
        }
        settle();
    }

    /** What RFC 8058 has a mail program do. */
    private static int oneClick(Caught letter) throws IOException, InterruptedException {
        Matcher header = ONE_CLICK.matcher(letter.source());
        assertThat(header.find()).as(letter.source()).isTrue();
        try (HttpClient program = HttpClient.newHttpClient()) {
            return program.send(
                            HttpRequest.newBuilder(URI.create(header.group(1).replaceAll("\\s", "")))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static void settle() {
        // What came after the last round waits for the next one, which is not due yet.
        Awaitility.await("what was asked for is seen to")
                .atMost(PATIENCE)
                .until(() -> stage.select("select id from reminder_request").isEmpty());
        stage.settleTasks(TASKS);
        stage.settleMail();
    }

    private static void passes(Duration time) {
        stage.sandbox().advance(time);
        settle();
        // Whatever was under way meanwhile has looked at the clock before.
        stage.sandbox().advance(Duration.ofMinutes(6));
        settle();
    }

    /** Of ours: others tell of money. */
    private static List<Caught> letters(String address) {
        return stage.sandbox().mail().caught().stream()
                .filter(each -> each.to().equals(address))
                .toList();
    }

    private static Words words(String language) {
        return new Words(stage.context().getBean(MessageSource.class), Locale.of(language));
    }
}
