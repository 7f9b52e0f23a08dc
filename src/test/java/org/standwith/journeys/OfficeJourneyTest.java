package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.standwith.TestDatabase;
import org.standwith.TestStandwith.Providers;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.Truth.Movement;

/** Finance at work, in a browser. */
class OfficeJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void financeFindsWhatWasLostExplainsWhatDiffersAndGivesMoneyBack() {
        try (Stage stage =
                        new Stage(Providers.BOTH, TestDatabase.freshSchema(), "--db-scheduler.polling-interval=250ms");
                Browser browser = Browser.open()) {
            GivingJourneyTest.give(stage, browser, "/", "STRIPE", "ONCE", "10");
            GivingJourneyTest.give(stage, browser, "/", "STRIPE", "ONCE", "150");
            stage.settle();
            List<Movement> payments = stage.sandbox().truth().of(Kind.PAYMENT);
            String small = payments.getFirst().id();
            String large = payments.getLast().id();
            signIn(stage, browser, "finance");

            refundsOfWhichNobodyTellsAreFound(stage, browser, small);
            anotherFeeIsExplained(stage, browser, small);
            whatIsLargeGoesBackByTwo(stage, browser, large);

            compare(stage, browser);
            assertThat(browser.tells("[...document.querySelectorAll('dl.figures div')]"
                            + ".find(each => each.innerText.includes('healed')).querySelector('dd').innerText"))
                    .as("what is left to heal")
                    .isEqualTo("0");
            browser.reads("Nothing is left to explain.");
            assertThat(clearing(stage)).isEqualTo(held(stage));
            assertThat(stage.select("select sum(minor) from posting group by currency"))
                    .containsOnly("0");
        }
    }

    private static void refundsOfWhichNobodyTellsAreFound(Stage stage, Browser browser, String payment) {
        stage.sandbox().webhooks().drop(1, 1);
        stage.sandbox().stripe().refund(payment, 400L);
        stage.sandbox().advance(Duration.ofDays(2));
        stage.sandbox().webhooks().normal();
        assertThat(clearing(stage)).isNotEqualTo(held(stage));

        compare(stage, browser);
        browser.reads("Nothing is left to explain.");
        assertThat(clearing(stage)).isEqualTo(held(stage));
    }

    private static void anotherFeeIsExplained(Stage stage, Browser browser, String payment) {
        stage.sandbox().stripe().mistakes().correctFee(payment, 99);
        compare(stage, browser);
        browser.click("th[scope=row] a[href^='/office/discrepancies/']")
                .sees("fee")
                .click("form[action$='/take'] button")
                .reads("Being looked into by finance@example.org.")
                .type("#note", "Their price list has changed.")
                .click("[name=correct]")
                .click("form[action$='/resolve'] button")
                .reads("Their price list has changed.");
        assertThat(clearing(stage)).isEqualTo(held(stage));
        browser.visit(stage.page("/office/discrepancies"))
                .reads("Their price list has changed.")
                .reads("books corrected");
    }

    private static void whatIsLargeGoesBackByTwo(Stage stage, Browser browser, String payment) {
        browser.visit(stage.page("/office/refunds"))
                .type("#payment", payment)
                .click("form[action$='/refunds/payment'] button")
                .reads("150.00")
                .type("#reason", "Meant to be 15")
                .click("form[action$='/office/refunds'] button")
                .reads("Waits for a second person");
        assertThat(browser.tells("document.querySelectorAll('form[action$=\"/approval\"]').length"))
                .isEqualTo("0");
        String refund = browser.address().getPath();
        browser.click(".person form button").sees("Sign in");
        assertThat(stage.sandbox().stripe().objects("refund")).hasSize(1);

        signIn(stage, browser, "admin");
        browser.visit(stage.page(refund)).click("form[action$='/approval'] button");
        until("the provider has confirmed it", stage, "select 1 from refund where state = 'CONFIRMED'");
        browser.visit(stage.page(refund)).reads("Made");
        assertThat(stage.sandbox().stripe().objects("refund")).hasSize(2);
        browser.click(".person form button");
        signIn(stage, browser, "finance");
    }

    private static void signIn(Stage stage, Browser browser, String name) {
        browser.visit(stage.page("/office"))
                .type("#username", name + "@example.org")
                .type("#password", name)
                .click("form.fields button")
                .reads("Sign out");
    }

    private static void compare(Stage stage, Browser browser) {
        browser.visit(stage.page("/office/reconciliation"))
                .click("form[action$='/office/reconciliation'] button")
                .sees("STRIPE");
        // Days that have passed are compared by themselves, one after the other, and this one after them.
        until(
                "it was compared",
                stage,
                "select 1 from reconciliation having sum(status in ('QUEUED', 'RUNNING')) = 0 and count(*) > 0");
        browser.click("main p a[href^='/office/reconciliation/']").sees("STRIPE");
    }

    private static void until(String what, Stage stage, String found) {
        Awaitility.await(what).atMost(PATIENCE).until(() -> !stage.select(found).isEmpty());
    }

    private static long clearing(Stage stage) {
        return Long.parseLong(stage.select("select coalesce(sum(minor), 0) from posting where account = 'CLEARING'")
                .getFirst());
    }

    private static long held(Stage stage) {
        return stage.sandbox().truth().movements().stream()
                .mapToLong(Movement::minor)
                .sum();
    }
}
