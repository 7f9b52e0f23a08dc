package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import standwith.sandbox.Request;
import standwith.sandbox.Truth.Kind;

/** Whoever is at risk by giving: from card fields on our own page, as the trial run has them. */
class ProtectedGivingJourneyTest {

    private static final List<String> AT_THE_PROVIDER = List.of(
            "payment_intent",
            "charge",
            "customer",
            "payment_method",
            "subscription",
            "invoice",
            "checkout.session",
            "setup_intent");
    private static final List<String> TABLES = List.of(
            "checkout",
            "contribution",
            "reference",
            "dossier",
            "fact",
            "inbox_event",
            "journal_entry",
            "posting",
            "scheduled_tasks");

    private static final String ENGLISH = "You can help without money";
    private static final String RUSSIAN = "Помочь можно и без денег";

    @SuppressWarnings("NullAway.Init")
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.withCardFields();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    static Stream<Arguments> visitors() {
        return Stream.of(
                Arguments.argumentSet("an English browser", "en-US,en", "/", ENGLISH, RUSSIAN),
                Arguments.argumentSet("a Russian browser", "ru-RU,ru", "/", RUSSIAN, ENGLISH),
                Arguments.argumentSet(
                        "Russian, chosen in an English one", "en-US,en", "/?locale=ru", RUSSIAN, ENGLISH));
    }

    @ParameterizedTest
    @MethodSource("visitors")
    void t14OfACardFromWhereGivingIsPunishedNothingExistsAfterwards(
            String languages, String page, String heading, String inTheOtherLanguage) {
        try (Browser browser = Browser.open("--accept-lang=" + languages)) {
            quiet();
            Map<String, String> before = everything();
            int asked = stage.sandbox().requests().size();

            Card.toTheFields(stage, browser, page, "MONTHLY", "5");
            Card.RUSSIAN
                    .pays(browser)
                    .arrives(stage.page("/other-ways").toString())
                    .sees(heading)
                    .reads(inTheOtherLanguage)
                    .reads("We take no money on it")
                    .reads("Денег мы по ним не берём");
            stage.settle();

            List<Request> requests = stage.sandbox().requests();
            assertThat(requests.subList(asked, requests.size()))
                    .as("what the provider was asked: to look at the card, and nothing else")
                    .singleElement()
                    .satisfies(only -> {
                        assertThat(only.method()).isEqualTo("GET");
                        assertThat(only.path()).contains("/v1/confirmation_tokens/");
                    });
            assertThat(everything()).isEqualTo(before);
        }
    }

    /** Whatever others have given here before is booked to the end. */
    private static void quiet() {
        stage.sandbox().stripe().settleFees();
        stage.settle();
    }

    @Test
    void whoSaysThatTheyLiveWhereGivingIsPunishedIsToldAtOnce() {
        try (Browser browser = Browser.open()) {
            quiet();
            Map<String, String> before = everything();
            int asked = stage.sandbox().requests().size();

            browser.visit(stage.page("/"))
                    .click("#country option[value=RU]")
                    .click("#acknowledged")
                    .click("#contribute button[type=submit]")
                    .sees(ENGLISH)
                    .reads(RUSSIAN);

            assertThat(stage.sandbox().requests()).hasSize(asked);
            assertThat(everything()).isEqualTo(before);
        }
    }

    @Test
    void whoIsAtRiskByTheirCardIsAskedOnceMoreBeforeItGoesOnByItself() {
        try (Browser browser = Browser.open()) {
            int before = payments();
            Card.toTheFields(stage, browser, "/", "MONTHLY", "3");

            Card.FROM_HONG_KONG.pays(browser).reads("Each payment is another record at your bank.");
            assertThat(payments()).isEqualTo(before);

            browser.click("#again input").offers(Card.PAY).click(Card.PAY).sees("Thank you");
            assertThat(payments()).isEqualTo(before + 1);
        }
    }

    @Test
    void whoSaysThatTheyAreAtRiskIsAskedOnceMoreOnTheFormAndNotAgain() {
        try (Browser browser = Browser.open()) {
            int before = payments();
            browser.visit(stage.page("/"))
                    .click("input[name=cadence][value=MONTHLY]")
                    .type("#amount", "3")
                    .click("#country option[value=HK]")
                    .click("#acknowledged")
                    .click("#contribute button[type=submit]")
                    .reads("Shall it go on by itself?");
            assertThat(browser.tells("document.querySelector('[name=cadence]:checked').value"))
                    .as("what is chosen for them meanwhile")
                    .isEqualTo("ONCE");

            browser.click("input[name=cadence][value=MONTHLY]")
                    .click("input[name=confirmRecurring]")
                    .click("#contribute button[type=submit]")
                    .arrives(stage.page("/checkout/").toString());
            Card.FROM_HONG_KONG.pays(browser).sees("Thank you");

            assertThat(payments()).isEqualTo(before + 1);
        }
    }

    @Test
    void aCardThatDoesNotSayWhereItIsFromIsReservedFirstAndTakenWhenThatIsKnown() {
        try (Browser browser = Browser.open()) {
            int asked = stage.sandbox().requests().size();
            Card.toTheFields(stage, browser, "/", "ONCE", "7");

            Card.OF_NO_COUNTRY.pays(browser).sees("Thank you").reads("$7");

            List<Request> requests = stage.sandbox().requests();
            List<String> done = requests.subList(asked, requests.size()).stream()
                    .filter(each -> each.method().equals("POST"))
                    .map(each -> each.path().replaceFirst(".*/", "")
                            + (each.body().contains("capture_method=manual") ? " reserving" : ""))
                    .toList();
            assertThat(done).containsSubsequence("confirm reserving", "capture");
        }
    }

    private static int payments() {
        return stage.sandbox().truth().of(Kind.PAYMENT).size();
    }

    /** How much there is of anything, at the provider and here. */
    private static Map<String, String> everything() {
        Map<String, String> all = new LinkedHashMap<>();
        AT_THE_PROVIDER.forEach(type -> all.put(
                "Stripe's " + type,
                Integer.toString(stage.sandbox().stripe().objects(type).size())));
        TABLES.forEach(table ->
                all.put(table, stage.select("select count(*) from " + table).getFirst()));
        String keys = stage.select("select database()").getFirst() + "_keys.subject_key";
        all.put("keys", stage.select("select count(*) from " + keys).getFirst());
        return all;
    }
}
