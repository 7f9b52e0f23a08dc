package org.standwith.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.standwith.TestDatabase;
import standwith.sandbox.Request;

/** T1 to T4 and T6: two hundred supporters go every way there is, and none of them is found anywhere afterwards. */
@TestInstance(Lifecycle.PER_CLASS)
class CanaryTest {

    private static final int SUPPORTERS = 200;
    private static final int MOST_VALUES_OF_A_LABEL = 200;

    /** No person is planted. */
    private static final Set<Field> NOBODY_HAS = EnumSet.of(Field.PLANTED);

    private final FromThere fromThere = new FromThere();
    private final Reminded reminded = new Reminded();
    private final CanaryRun run = new CanaryRun(SUPPORTERS, System.nanoTime());
    private Outcome outcome;

    @BeforeAll
    void everybodyGoesEveryWay() throws Exception {
        outcome = run.also("looking", new Looking())
                .also("giving", new Giving())
                .also("by card", new ByCard())
                .also("in the account", new InTheAccount())
                .also("from there", fromThere)
                .also("malformed", new Malformed())
                .also("lost", new Lost())
                .also("by hand", new ByHand())
                .also("forged", new Forged())
                .also("reminded", reminded)
                .then("asked", fromThere)
                .then("reminded", reminded)
                .then("imported", new Imported())
                .then("trouble", new Trouble())
                .then("aftermath", new Aftermath())
                .play();
    }

    /** Nobody is found where nobody has been. */
    @Test
    void theyHaveBeenEverywhere() {
        // Two providers, three cadences, two currencies.
        assertThat(outcome.income()).hasSize(12).allMatch(row -> !row.contains("\"payments\":0"));
        assertThat(outcome.statuses())
                .contains(200, 201, 302, 303, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503);
        assertThat(EnumSet.complementOf(EnumSet.copyOf(run.sought()))).isEqualTo(NOBODY_HAS);
    }

    @Test
    void t1_aDumpHoldsNobody() {
        nobodyIsIn("dump");
    }

    @Test
    void t1_aDumpOfTheKeysHoldsNobody() {
        nobodyIsIn("dump of keys");
    }

    @Test
    void t1_theFilesOfTheDatabaseHoldNobody() {
        nobodyIsIn("table files");
    }

    @Test
    void t2_theBinaryLogHoldsNobody() {
        nobodyIsIn("binary log");
    }

    @Test
    void t2_theQueryLogsHoldNobody() {
        nobodyIsIn("general query log");
        nobodyIsIn("slow query log");
    }

    @Test
    void t3_theLogsHoldNobody() {
        nobodyIsIn("application log");
        nobodyIsIn("GC log");
    }

    @Test
    void t4_metricsNameNobodyAndNobodyHasASeriesOfTheirOwn() {
        nobodyIsIn("metrics and health");
        assertThat(outcome.labels())
                .isNotEmpty()
                .allSatisfy((label, values) -> assertThat(values).hasSizeLessThanOrEqualTo(MOST_VALUES_OF_A_LABEL));
    }

    @Test
    void t4_nobodyIsToldOfByARefusalNorByAPage() {
        nobodyIsIn("refusals");
        nobodyIsIn("pages");
        nobodyIsIn("forms shown again");
        nobodyIsIn("proof pages");
        nobodyIsIn("calendar entries");
    }

    @Test
    void t6_providersAreNotToldWhoGives() {
        nobodyIsIn("provider requests");
        assertThat(outcome.internal()).isNotEmpty();
        for (Request request : outcome.requests()) {
            assertThat(request.toString()).doesNotContain(outcome.internal());
        }
    }

    @Test
    void t6_providersAreSentNothingButWhatIsAllowed() {
        Set<String> names = new HashSet<>();
        Set<String> headers = new HashSet<>();
        outcome.requests().forEach(request -> {
            names.addAll(Sent.namesIn(request));
            headers.addAll(request.headers().keySet());
        });

        assertThat(Sent.ALLOWED).containsAll(names);
        assertThat(Sent.ALLOWED_HEADERS).containsAll(headers);
    }

    private void nobodyIsIn(String artefact) {
        String unreadable = outcome.findings().unreadable().get(artefact);
        if (unreadable != null && TestDatabase.isGiven()) {
            Assumptions.abort("The " + artefact + " is not looked at: " + unreadable);
        }
        assertThat(unreadable).isNull();
        assertThat(outcome.findings().hasFoundWhatWasPlantedIn(artefact))
                .as("What was planted in the " + artefact + " is found")
                .isTrue();
        List<Hit> found = outcome.findings().in(artefact);
        assertThat(found).as("What is found in the " + artefact).isEmpty();
    }
}
