package org.standwith.journeys;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.standwith.TestDatabase;
import org.standwith.TestStandwith.Providers;

/** Giving while everybody is asked for a proof of work. */
class ProofJourneyTest {

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage(Providers.BOTH, TestDatabase.freshSchema(), "--standwith.guard.proof=always");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void t28TheBrowserWorksByItselfAndGoesOn() {
        try (Browser browser = Browser.open()) {
            browser.visit(stage.page("/?currency=EUR"))
                    .click("input[name=cadence][value=ONCE]")
                    .type("#amount", "7")
                    .click("#acknowledged")
                    .click("#contribute button[type=submit]")
                    .arrives(stage.sandbox().address().toString())
                    .click("#approve")
                    .arrives(stage.page("/return/").toString())
                    .sees("Thank you")
                    .reads("€7");
        }
    }

    @Test
    void t28WithoutScriptWhoWaitsAMinuteGoesOn() {
        try (Browser browser = Browser.open("--blink-settings=scriptEnabled=false")) {
            browser.visit(stage.page("/?currency=EUR"))
                    .press("#acknowledged")
                    .press("#contribute button[type=submit]")
                    .sees("One moment")
                    .reads("Please wait a minute")
                    .press("#proof button")
                    .reads("Seconds still to wait");

            stage.sandbox().clock().moveTo(stage.sandbox().clock().instant().plus(Duration.ofSeconds(61)));

            browser.press("#proof button")
                    .arrives(stage.sandbox().address().toString())
                    .press("#approve")
                    .arrives(stage.page("/return/").toString())
                    .sees("Thank you");
        }
    }

    @Test
    void theWidgetSaysWhereToGoOn() {
        try (Browser browser = Browser.open()) {
            browser.visit(URI.create(stage.sandbox().address() + "/newspaper"))
                    .inside("stand-with", "root.querySelector('form').requestSubmit();")
                    .readsInside("stand-with", "Please go on at " + stage.page(""));
        }
    }
}
