package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.MessageSource;
import org.standwith.TestDatabase;
import org.standwith.TestStandwith.Providers;
import org.standwith.pages.Words;
import standwith.sandbox.Truth;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.webhooks.Manner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who gives comes back, in their language: sees it, changes it in every way, mends it when a renewal fails, proves
 * it and stops. Webhooks come late, twice and in any order all the while.
 */
class AccountJourneyTest {

    private static final Pattern CODE = Pattern.compile("([0-9A-Z]{4}-){6}[0-9A-Z]{4}");
    private static final String ITEM = "/account/items/";

    private final String email = "ann-" + UUID.randomUUID() + "@reader.example";

    @ParameterizedTest
    @CsvSource({"STRIPE, en", "STRIPE, ru", "PAYPAL, en", "PAYPAL, ru"})
    void whatIsDoneInTheAccountIsWhatTheProviderDoes(String provider, String language, @TempDir Path folder)
            throws IOException {
        try (Stage stage =
                        new Stage(Providers.BOTH, TestDatabase.freshSchema(), "--db-scheduler.polling-interval=250ms");
                Browser browser = Browser.open()) {
            Words words = new Words(stage.context().getBean(MessageSource.class), java.util.Locale.of(language));
            stage.sandbox().webhooks().deliver(new Manner(true, true, 20261129, 2, 0, Duration.ZERO));
            String code = gives(provider, language, stage, browser);
            signsInByLink(words, stage, browser);

            URI item = change(words, browser);
            assertThat(browser.tells("document.querySelector('h1').innerText")).contains("8");
            assertThat(amounts(stage)).containsExactly("800");
            stage.settle();
            assertThat(amounts(stage)).containsExactly("800");

            pausesAndGoesOn(item, words, stage, browser);
            aRenewalFailsAndIsPutRight(item, provider, words, stage, browser);
            turnsAnnual(item, provider, words, stage, browser);
            browser.click("nav.account a").sees(words.text("account.title"));
            assertThat(statement(browser)).startsWith("%PDF-");

            browser.click(".account form button").sees(words.text("sign-in.title"));
            signsInByCode(code, words, stage, browser);
            if (provider.equals("STRIPE")) {
                stops(item, words, browser);
            }
            copiesWhatIsHeld(folder, words, stage, browser);
            isForgotten(code, language, words, stage, browser);

            stage.settle();
            assertThat(stage.select("select state from contribution")).containsExactly("Ended");
            assertThat(stage.select("select state from change_intent where state not in ('DONE', 'SHOWN')"))
                    .isEmpty();
            assertThat(stage.select("select event_id from inbox_event where status = 'DAMAGED'"))
                    .isEmpty();
            assertThat(stage.select("select sum(minor) from posting group by currency"))
                    .containsOnly("0");
            assertThat(stage.select("select -sum(minor) from posting where account = 'CONTRIBUTIONS'"))
                    .containsExactly(Long.toString(stage.sandbox().truth().of(Kind.PAYMENT).stream()
                            .mapToLong(Truth.Movement::minor)
                            .sum()));
            long before = stage.sandbox().truth().of(Kind.PAYMENT).size();
            stage.sandbox().advance(Duration.ofDays(800));
            stage.settle();
            assertThat(stage.sandbox().truth().of(Kind.PAYMENT))
                    .as("after the end")
                    .hasSize((int) before);
        }
    }

    private String gives(String provider, String language, Stage stage, Browser browser) {
        browser.visit(stage.page("/?locale=" + language))
                .click("input[name=cadence][value=MONTHLY]")
                .type("#amount", "5")
                .type("#email", email)
                .click("input[name=provider][value=" + provider + "]")
                .click("#acknowledged")
                .click("#contribute button[type=submit]")
                .arrives(stage.sandbox().address().toString())
                .click("#approve")
                .arrives(stage.page("/return/").toString());
        stage.settle();
        return CODE.matcher(browser.tells("document.body.innerText"))
                .results()
                .findFirst()
                .orElseThrow()
                .group();
    }

    private void signsInByLink(Words words, Stage stage, Browser browser) {
        browser.visit(stage.page("/account?locale=" + words.language()))
                .type("#email", email)
                .click("form.way button");
        String link = Awaitility.await("the letter")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> stage.sandbox().mail().caught().stream()
                                .filter(each -> each.to().equals(email))
                                .flatMap(each -> each.links().stream())
                                // Others tell of a payment that failed.
                                .filter(each -> each.contains("token="))
                                .toList(),
                        links -> !links.isEmpty())
                .getFirst();
        browser.visit(URI.create(link)).click("main form button").sees(words.text("account.title"));
    }

    private void signsInByCode(String code, Words words, Stage stage, Browser browser) {
        browser.visit(stage.page("/account?locale=" + words.language()))
                .type("#code", code)
                .click("form.way:last-of-type button")
                .sees(words.text("account.title"));
    }

    /** @return where the contribution is */
    private static URI change(Words words, Browser browser) {
        browser.click(".giving a.button")
                .type("#amount", "8")
                .click("[name=kind][value=AMOUNT]")
                .sees("8")
                .click("main form button")
                .reads(words.text("change.outcome.Done"));
        URI now = browser.address();
        return now.resolve(now.getPath().replaceFirst("/changes/.*", "") + "?" + now.getQuery());
    }

    private static void pausesAndGoesOn(URI item, Words words, Stage stage, Browser browser) {
        browser.visit(item)
                .click("[name=kind][value=PAUSE]")
                .click("main form button")
                .reads(words.text("change.outcome.Done"));
        assertThat(stage.select("select state from contribution")).containsExactly("Paused");
        // Anew each time: what the last click said must not be taken for the answer to this one.
        browser.visit(item).click("[name=kind][value=RESUME]").reads(words.text("change.outcome.Done"));
        assertThat(stage.select("select state from contribution")).containsExactly("Active");

        browser.visit(item)
                .click("[name=kind][value=SKIP]")
                .click("main form button")
                .reads(words.text("change.outcome.Done"));
        long before = stage.sandbox().truth().of(Kind.PAYMENT).size();
        stage.sandbox().advance(Duration.ofDays(40));
        stage.settle();
        stage.settleTasks("appointment");
        assertThat(stage.sandbox().truth().of(Kind.PAYMENT))
                .as("it was skipped")
                .hasSize((int) before);
        // Some days before it is due again, as time passes outside of tests.
        stage.sandbox().advance(Duration.ofDays(19));
        stage.settleTasks("appointment");
        stage.sandbox().advance(Duration.ofDays(6));
        stage.settle();
        assertThat(stage.sandbox().truth().of(Kind.PAYMENT)).as("and goes on").hasSize((int) before + 1);
    }

    private void turnsAnnual(URI item, String provider, Words words, Stage stage, Browser browser) {
        again(item, words, stage, browser);
        browser.type("#other", "90").click("[name=kind][value=CADENCE]").sees("90");
        browser.reads(words.text("outlook.nothing-now")).click("main form button");
        if (provider.equals("PAYPAL")) {
            browser.arrives(stage.sandbox().address().toString()).click("#approve");
            stage.settle();
            browser.visit(item);
        } else {
            browser.reads(words.text("change.outcome.Done"));
        }
        browser.sees("90");
        assertThat(stage.select("select cadence_now from contribution")).containsExactly("ANNUAL");
    }

    private void aRenewalFailsAndIsPutRight(URI item, String provider, Words words, Stage stage, Browser browser) {
        browser.visit(stage.sandbox().address())
                .click("[data-testid=fail-next-renewal]")
                .reads("The next renewal will be declined once.");
        stage.sandbox().advance(Duration.ofDays(27));
        stage.settle();
        assertThat(stage.select("select state from contribution")).containsExactly("PastDue");
        long before = stage.sandbox().truth().of(Kind.PAYMENT).size();
        again(item, words, stage, browser);
        browser.click("[name=kind][value=CARD]");
        if (provider.equals("PAYPAL")) {
            browser.reads(words.text("change.outcome.InTheirAccount"))
                    .click(".notice a.button")
                    .arrives(stage.sandbox().address().toString())
                    .click("[data-testid=pays]");
            stage.sandbox().advance(Duration.ofDays(6));
        } else {
            browser.arrives(stage.sandbox().address().toString())
                    .click("#approve")
                    .reads(words.text("change.outcome.Done"));
        }
        stage.settle();
        assertThat(stage.sandbox().truth().of(Kind.PAYMENT)).hasSize((int) before + 1);
        assertThat(stage.select("select state from contribution")).containsExactly("Active");
    }

    /** Much time has passed, and they have been signed out. */
    private void again(URI item, Words words, Stage stage, Browser browser) {
        stage.sandbox().mail().forget();
        browser.visit(item);
        if (browser.address().getPath().equals("/account/sign-in")) {
            signsInByLink(words, stage, browser);
            browser.visit(item);
        }
    }

    private static void stops(URI item, Words words, Browser browser) {
        browser.visit(URI.create(item.toString().replace("?", "/stop?")))
                .click("[name=kind][value=END]")
                .reads(words.text("change.outcome.Done"));
    }

    private void copiesWhatIsHeld(Path folder, Words words, Stage stage, Browser browser) throws IOException {
        browser.visit(stage.page("/account/data?locale=" + words.language())).sees(words.text("data.title"));
        Path file = browser.saves("form[action='/account/data/copy'] button", folder);

        assertThat(file.getFileName().toString()).matches("documents-\\d{4}-\\d\\d-\\d\\d\\.zip");
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            JsonNode data = JsonMapper.shared()
                    .readTree(Files.readString(zip.getPath("data.json")))
                    .get(0);
            assertThat(data.get("email").stringValue()).isEqualTo(email);
            assertThat(data.get("contributions").get(0).get("id").stringValue())
                    .isEqualTo(stage.select("select id from contribution").getFirst());
            assertThat(data.get("toldByProviders")
                            .valueStream()
                            .filter(each -> each.get("kind").stringValue().equals("PaymentSucceeded")))
                    .hasSameSizeAs(stage.sandbox().truth().of(Kind.PAYMENT));
            assertThat(data.get("changes"))
                    .hasSize(stage.select("select id from change_intent").size());
            assertThat(Files.readString(zip.getPath("index.html")))
                    .contains("lang=\"" + words.language() + "\"", words.text("export.title"), email);
        }
    }

    /** What goes on is ended by that, and what has ended is no matter. */
    private static void isForgotten(String code, String language, Words words, Stage stage, Browser browser) {
        browser.visit(stage.page("/account/data?locale=" + language))
                .sees(words.text("data.title"))
                .click("form.changing button")
                .reads(words.text("data.erase.unsure"))
                .click("[name=sure]")
                .click("form.changing button")
                .sees(words.text("farewell.done.title"));
        assertThat(stage.select("select id from dossier")).isEmpty();
        assertThat(stage.select("select id from supporter_session")).isEmpty();
        browser.visit(stage.page("/account?locale=" + language))
                .type("#code", code)
                .click("form.way:last-of-type button")
                .reads(words.text("sign-in.told.NO_CODE"));
    }

    /** As a browser saves it. */
    private static String statement(Browser browser) {
        String first = browser.tells(
                "(() => { const form = document.querySelector('form.statement'); const ask = new XMLHttpRequest();"
                        + " ask.open('POST', form.action, false); ask.overrideMimeType('text/plain;"
                        + " charset=x-user-defined'); ask.send(new URLSearchParams(new FormData(form))); return"
                        + " btoa(ask.responseText.slice(0, 5)); })()");
        return new String(Base64.getDecoder().decode(first), StandardCharsets.ISO_8859_1);
    }

    private static List<String> amounts(Stage stage) {
        return stage.select("select amount_minor from contribution");
    }
}
