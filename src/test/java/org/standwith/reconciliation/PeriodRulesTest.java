package org.standwith.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;

/** Which periods can be compared. */
@StandwithTest
class PeriodRulesTest {

    private final TestClock clock = new TestClock("2026-03-10T12:00:00Z");
    private PeriodRules rules;

    PeriodRulesTest(@Autowired Providers providers) {
        rules = new PeriodRules(providers, new BooksDays(ZoneId.of("Europe/Amsterdam")), clock);
    }

    @Test
    void daysAreTheBooksOwnAndTheLastOneIsIncluded() {
        PeriodRules.Wanted wanted = rules.check("stripe", "2026-03-01", "2026-03-10");

        assertThat(wanted.provider().name()).isEqualTo("STRIPE");
        assertThat(wanted.period().from()).isEqualTo(Instant.parse("2026-02-28T23:00:00Z"));
        assertThat(wanted.period().to()).isEqualTo(Instant.parse("2026-03-10T23:00:00Z"));
    }

    @Test
    void momentsAreTakenAsTheyAre() {
        PeriodRules.Wanted wanted = rules.check("STRIPE", "2026-03-01T10:00:00Z", "2026-03-01T12:30:00+02:00");

        assertThat(wanted.period().from()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(wanted.period().to()).isEqualTo(Instant.parse("2026-03-01T10:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "WISE, 2026-03-01, 2026-03-02, provider, One of",
        ", 2026-03-01, 2026-03-02, provider, One of",
        "STRIPE, 2026-03-02, 2026-03-01, to, before it begins",
        "STRIPE, 2026-03-02T00:00:00Z, 2026-03-02T00:00:00Z, to, before it begins",
        "STRIPE, 2026-03-11, 2026-03-12, from, future",
        "STRIPE, 2026-03-01, 2026-03-11, to, future",
        "STRIPE, 2025-03-01, 2026-03-03, to, At most 366 days",
        "STRIPE, 1998-03-01, 1998-03-03, from, days ago",
        "STRIPE, 2026-02-30, 2026-03-03, from, A day",
        "STRIPE, yesterday, 2026-03-03, from, A day",
        "STRIPE, 2026-03-01T10:00:00, 2026-03-03, from, A day",
        "STRIPE, 2026-03-01, , to, A day",
        "STRIPE, +99999-03-0, 2026-03-03, from, A day"
    })
    void whatCannotBeComparedNamesTheField(
            @Nullable String provider, @Nullable String from, @Nullable String to, String field, String detail) {
        assertThatThrownBy(() -> rules.check(provider, from, to)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
            assertThat(problem.fields()).singleElement().satisfies(each -> {
                assertThat(each.name()).isEqualTo(field);
                assertThat(each.detail()).contains(detail);
            });
        });
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        assertThatThrownBy(() -> rules.check("WISE", "x", "y"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.fields())
                                .extracting(Problem.Field::name)
                                .containsExactly("provider", "from", "to"));
    }
}
