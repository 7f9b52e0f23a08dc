package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.standwith.TestDatabase;
import org.standwith.TestStandwith.Providers;
import standwith.sandbox.Truth.Kind;

/** A year passes, month by month, with everything that the application does by itself. */
class YearJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void whoGivesRegularlyStaysKnownAndOthersAreForgottenInTime() {
        try (Stage stage =
                        new Stage(Providers.BOTH, TestDatabase.freshSchema(), "--db-scheduler.polling-interval=250ms");
                Browser browser = Browser.open()) {
            for (String provider : List.of("STRIPE", "PAYPAL")) {
                GivingJourneyTest.give(stage, browser, "/", provider, "MONTHLY", "2");
                GivingJourneyTest.give(stage, browser, "/", provider, "ONCE", "10");
            }
            browser.visit(stage.page("/"))
                    .click("#acknowledged")
                    .click("#contribute button[type=submit]")
                    .click("#abandon")
                    .sees("turned back");
            assertThat(known(stage)).isEqualTo(5);

            monthsPass(1, stage);
            becomesKnown(4, stage);
            monthsPass(3, stage);
            becomesKnown(2, stage);
            monthsPass(9, stage);

            assertThat(known(stage)).isEqualTo(2);
            assertThat(stage.select("select state from contribution order by state"))
                    .contains("Active", "Given")
                    .hasSize(5)
                    .filteredOn("Active"::equals)
                    .hasSize(2);
            assertThat(stage.sandbox().truth().of(Kind.PAYMENT)).hasSize(2 * 14 + 2);
            assertThat(stage.select("select -sum(minor) from posting where account = 'CONTRIBUTIONS'"))
                    .containsExactly(Integer.toString(2 * 14 * 200 + 2 * 1000));
            assertThat(stage.select("select event_id from inbox_event where status = 'DAMAGED'"))
                    .isEmpty();
            assertThat(stage.select("select count(*) from checkout")).containsExactly("0");
            assertThat(stage.select("select ref from reference where sealed is not null"))
                    .as("what is needed to ask about the two")
                    .hasSize(2);
            nothingHasFailed(stage);
        }
    }

    private static void monthsPass(int months, Stage stage) {
        for (int month = 0; month < months; month++) {
            stage.sandbox().advance(Period.ofMonths(1));
            stage.settle();
        }
    }

    private static int known(Stage stage) {
        return Integer.parseInt(stage.select("select count(*) from dossier").getFirst());
    }

    /** Dossiers and keys. */
    private static void becomesKnown(int supporters, Stage stage) {
        String keys = stage.select("select database()").getFirst() + "_keys.subject_key";
        Awaitility.await("retention")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Stream.of("dossier", keys)
                                .map(table -> stage.select("select count(*) from " + table)
                                        .getFirst()))
                        .containsOnly(Integer.toString(supporters)));
    }

    private static void nothingHasFailed(Stage stage) {
        assertThat(stage.select("select task_name from scheduled_tasks where consecutive_failures > 0"))
                .isEmpty();
        assertThat(stage.select("select task_name from scheduled_tasks where last_success is not null"))
                .hasSizeGreaterThan(4);
    }
}
