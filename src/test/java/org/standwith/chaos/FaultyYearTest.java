package org.standwith.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.standwith.TestDatabase;
import org.standwith.TestStandwith.Providers;
import org.standwith.journeys.Stage;
import standwith.sandbox.Truth.Kind;

/**
 * A year at both providers, in which everything goes wrong that can: each fault is healed or reported, nothing else is, and the
 * books say what the providers have. Small with every build; {@code -Pchaos} has 100,000 payments and 100 of each fault.
 */
class FaultyYearTest {

    private static final int PAYMENTS = Integer.getInteger("chaos.year.payments", 2_000);
    private static final int OF_EACH = Integer.getInteger("chaos.year.faults", 2);
    private static final long SEED = Long.getLong("chaos.seed", 20_260_310L);
    private static final int TROUBLE = 2;

    @Test
    void everyFaultIsHealedOrReportedAndNothingElseIs() {
        try (Stage stage = new Stage(Providers.BOTH, TestDatabase.freshSchema(), "--standwith.tasks.run=false")) {
            Expected expected = new Expected();
            Scene scene = new Scene(stage, expected);
            try (Year year = new Year(scene, PAYMENTS, OF_EACH, SEED);
                    Comparisons comparisons = new Comparisons(scene)) {
                year.pass();
                assertThat(Year.FAULTS)
                        .allSatisfy(fault -> assertThat(year.befallen().get(fault))
                                .as(fault.name())
                                .isEqualTo(OF_EACH));
                assertThat(stage.sandbox().truth().of(Kind.PAYMENT).size()).isGreaterThan(PAYMENTS * 9 / 10);

                for (String provider : List.of("STRIPE", "PAYPAL")) {
                    comparisons.compare(provider, year.began(), TROUBLE);
                }

                Books books = new Books(stage);
                assertThat(reported(stage)).isEqualTo(expected.reports());
                assertThat(books.actual()).isEqualTo(books.expected(expected.differences()));
                books.balance();
                assertThat(stage.select("select payment from refund where state = 'PROPOSED'"
                                + " and cause = 'CHARGED_AFTER_CANCEL'"))
                        .hasSize(2 * OF_EACH);
                assertThat(stage.select("select event_id from inbox_event where status = 'DAMAGED'"))
                        .isEmpty();

                List<String> before = books.fingerprint();
                for (String provider : List.of("STRIPE", "PAYPAL")) {
                    assertThat(comparisons.compare(provider, year.began(), 0)[2])
                            .as("healed the second time")
                            .isZero();
                }
                assertThat(books.fingerprint()).isEqualTo(before);
            }
        }
    }

    private static TreeSet<String> reported(Stage stage) {
        return new TreeSet<>(stage.select("select concat_ws(' ', kind, provider, substr(entry_key, instr(entry_key, ':') + 1))"
                + " from discrepancy where status = 'OPEN'"));
    }
}
