package org.standwith.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.standwith.TestDatabase;
import org.standwith.TestStandwith.Providers;
import org.standwith.bench.Figures;
import org.standwith.journeys.Stage;
import standwith.sandbox.Truth.Kind;

/**
 * A year at both providers, in which everything goes wrong that can: each fault is healed or reported, nothing else is, and the
 * books say what the providers have. Small with every build; {@code -Pchaos} has 100,000 payments and 100 of each fault.
 */
class FaultyYearTest {

    private static final int PAYMENTS = Integer.getInteger("chaos.year.payments", 2_000);
    private static final int OF_EACH = Integer.getInteger("chaos.year.faults", 2);

    /** How often a provider fails us while it is asked for its statement. */
    private static final int TROUBLE = Integer.getInteger("chaos.year.trouble", 1);

    private static final long SEED = Long.getLong("chaos.seed", 20_260_310L);
    private static final List<String> PROVIDERS = List.of("STRIPE", "PAYPAL");

    private final Figures figures = new Figures("faulty-year");
    private long began = System.nanoTime();

    @Test
    void everyFaultIsHealedOrReportedAndNothingElseIs() {
        Expected expected = new Expected();
        try (Stage stage = new Stage(Providers.BOTH, TestDatabase.freshSchema(), "--standwith.tasks.run=false");
                Year year = new Year(new Scene(stage, expected), PAYMENTS, OF_EACH, SEED);
                Comparisons comparisons = new Comparisons(new Scene(stage, expected))) {
            year.pass();
            everyFaultHasHappened(year);
            took("a year, with " + year.befallen().size() + " kinds of fault")
                    .with("payments", stage.sandbox().truth().of(Kind.PAYMENT).size())
                    .with("of each fault", OF_EACH);

            long healed = 0;
            for (String provider : PROVIDERS) {
                healed += comparisons.compare(provider, year.began(), TROUBLE).healed();
            }
            took("its comparison")
                    .with("healed lines", healed)
                    .with("reports", expected.reports().size());
            nothingElseIsReportedAndTheBooksAreRight(stage, expected);

            List<String> before = new Books(stage).fingerprint();
            for (String provider : PROVIDERS) {
                assertThat(comparisons.compare(provider, year.began(), 0).healed())
                        .as("healed the second time")
                        .isZero();
            }
            took("the same comparison again");
            assertThat(new Books(stage).fingerprint()).isEqualTo(before);
        }
    }

    private static void everyFaultHasHappened(Year year) {
        assertThat(Year.FAULTS)
                .allSatisfy(fault ->
                        assertThat(year.befallen().get(fault)).as(fault.name()).isEqualTo(OF_EACH));
    }

    private static void nothingElseIsReportedAndTheBooksAreRight(Stage stage, Expected expected) {
        Books books = new Books(stage);
        assertThat(new TreeSet<>(stage.select("select concat_ws(' ', kind, provider, substr(entry_key,"
                        + " instr(entry_key, ':') + 1)) from discrepancy where status = 'OPEN'")))
                .isEqualTo(expected.reports());
        assertThat(books.actual()).isEqualTo(books.expected(expected.differences()));
        books.balance();
        assertThat(stage.select(
                        "select payment from refund where state = 'PROPOSED' and cause =" + " 'CHARGED_AFTER_CANCEL'"))
                .as("proposed to go back")
                .hasSize(PROVIDERS.size() * OF_EACH);
        assertThat(stage.select("select event_id from inbox_event where status = 'DAMAGED'"))
                .isEmpty();
    }

    private Figures.Figure took(String what) {
        long now = System.nanoTime();
        Figures.Figure figure = figures.of(what, Duration.ofNanos(now - began).toMillis() / 1000.0, "seconds");
        figures.write();
        began = now;
        return figure;
    }
}
