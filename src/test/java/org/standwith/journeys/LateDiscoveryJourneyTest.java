package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.webhooks.Manner;
import tools.jackson.databind.JsonNode;

/** Where a card is from is known only after it has paid, since it was entered on the provider's own page. */
class LateDiscoveryJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Of the whole: until the provider is told, by two tasks that are looked for every two seconds. */
    private static final Duration SECONDS = Duration.ofSeconds(15);

    @ParameterizedTest
    @CsvSource({"REFUND,20261125", "KEEP,20261126"})
    void whoPaidFromWhereThatIsPunishedIsAskedAndForgottenAndWhateverEventsComeItIsDoneOnce(String answer, long seed) {
        try (Stage stage = new Stage();
                Browser browser = Browser.open()) {
            stage.sandbox().webhooks().deliver(new Manner(true, true, seed, 2, 0, Duration.ZERO));

            payOnTheProvidersPage(stage, browser);
            URI page = browser.address();
            browser.reads("Your payment came from where giving is punished");
            Awaitility.await("no further payment")
                    .atMost(SECONDS)
                    .until(() -> only(stage, "subscription")
                            .path("status")
                            .stringValue("")
                            .equals("canceled"));
            assertThat(stage.sandbox().stripe().objects("refund")).isEmpty();
            stage.settle();

            browser.click("[name=choice][value=" + answer + "]").sees("Noted");
            Awaitility.await("the provider was asked to forget")
                    .atMost(PATIENCE)
                    .until(() -> !stage.sandbox()
                            .stripe()
                            .objects("privacy.redaction_job")
                            .isEmpty());
            stage.settleTasks("withdrawal");
            stage.settle();
            everythingIsUndone(stage, answer.equals("REFUND") ? 1 : 0);
            assertThat(browser.visit(page).tells("document.querySelectorAll('.asked').length"))
                    .as("what is asked again")
                    .isEqualTo("0");

            daysPass(stage);
            everythingIsUndone(stage, answer.equals("REFUND") ? 1 : 0);
        }
    }

    @Test
    void whoNeverAnswersGetsItBackAfterSevenDays() {
        try (Stage stage = new Stage();
                Browser browser = Browser.open()) {
            payOnTheProvidersPage(stage, browser);
            browser.reads("Your payment came from where giving is punished");
            stage.settle();
            assertThat(stage.sandbox().stripe().objects("refund")).isEmpty();

            stage.sandbox().advance(Duration.ofDays(7).plusMinutes(1));
            stage.settleTasks("withdrawal");
            stage.settle();
            daysPass(stage);

            everythingIsUndone(stage, 1);
        }
    }

    private static void payOnTheProvidersPage(Stage stage, Browser browser) {
        browser.visit(stage.page("/"))
                .click("input[name=cadence][value=MONTHLY]")
                .type("#amount", "5")
                .click("input[name=provider][value=STRIPE]")
                .click("#acknowledged")
                .click("#contribute button[type=submit]")
                .arrives(stage.sandbox().address().toString())
                .click("#card option[value='" + Card.RUSSIAN.number() + "']")
                .click("#approve")
                .arrives(stage.page("/return/").toString())
                .sees("Thank you");
    }

    /** The provider takes its time to remove somebody, and is asked every day how far it is. */
    private static void daysPass(Stage stage) {
        for (int day = 1; day <= 8; day++) {
            stage.sandbox().advance(Duration.ofDays(1));
            stage.settleTasks("withdrawal");
        }
        stage.settle();
        assertThat(only(stage, "privacy.redaction_job").path("status").stringValue(""))
                .isEqualTo("succeeded");
        assertThat(stage.select("select task_name from scheduled_tasks where task_name = 'withdrawal'"))
                .isEmpty();
    }

    private static void everythingIsUndone(Stage stage, int refunds) {
        assertThat(stage.sandbox().truth().of(Kind.PAYMENT)).hasSize(1);
        assertThat(stage.sandbox().stripe().objects("refund")).hasSize(refunds);
        assertThat(only(stage, "customer").path("deleted").asBoolean()).isTrue();
        assertThat(stage.sandbox().stripe().objects("privacy.redaction_job")).hasSize(1);
        assertThat(asked(stage, "/refunds")).isEqualTo(refunds);
        String keys = stage.select("select database()").getFirst() + "_keys.subject_key";
        for (String table : List.of("dossier", keys)) {
            assertThat(stage.select("select count(*) from " + table)).as(table).containsExactly("0");
        }
        assertThat(stage.select("select sum(minor) from posting group by currency"))
                .containsOnly("0");
        assertThat(stage.select("select coalesce(sum(minor), 0) from posting where account = 'CLEARING'"))
                .containsExactly(Long.toString(stage.sandbox().truth().movements().stream()
                        .mapToLong(each -> each.minor())
                        .sum()));
        assertThat(stage.select("select event_id from inbox_event where status = 'DAMAGED'"))
                .isEmpty();
    }

    private static JsonNode only(Stage stage, String type) {
        List<? extends JsonNode> all = stage.sandbox().stripe().objects(type);
        assertThat(all).as(type).hasSize(1);
        return all.getFirst();
    }

    private static long asked(Stage stage, String path) {
        return stage.sandbox().requests().stream()
                .filter(each -> each.method().equals("POST") && each.path().endsWith(path))
                .count();
    }
}
