package org.standwith.memberships;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Import;

/** How tiers are configured, and how a mistake in that is told. */
class TiersTest {

    @EnableConfigurationProperties(MembershipProperties.class)
    @Import(Tiers.class)
    static class Configuration {}

    private final ApplicationContextRunner bare = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Configuration.class);

    private final ApplicationContextRunner two = bare.withPropertyValues(
            "standwith.memberships.tiers[0].name=friend",
            "standwith.memberships.tiers[0].threshold.USD=5.00",
            "standwith.memberships.tiers[0].threshold.EUR=5",
            "standwith.memberships.tiers[1].name=patron",
            "standwith.memberships.tiers[1].threshold.USD=20");

    private static String messages(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .map(String::valueOf)
                .reduce("", String::concat);
    }

    @Test
    void withoutAnyThereAreNoMemberships() {
        bare.run(context -> assertThat(context.getBean(Tiers.class).isEmpty()).isTrue());
    }

    @Test
    void whatIsNotSaidHasADefault() {
        two.run(context -> {
            Reckoning reckoning = context.getBean(Tiers.class).reckoning();
            assertThat(reckoning.onceMonths()).isEqualTo(1);
            assertThat(reckoning.tiers())
                    .extracting(Tier::name, Tier::grace)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("friend", Duration.ofDays(7)),
                            org.assertj.core.groups.Tuple.tuple("patron", Duration.ofDays(7)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"14", "14d", "P14D", "336h"})
    void graceIsInDaysUnlessItSaysOtherwise(String grace) {
        two.withPropertyValues("standwith.memberships.tiers[1].grace=" + grace)
                .run(context -> assertThat(context.getBean(Tiers.class)
                                .reckoning()
                                .tiers()
                                .getLast()
                                .grace())
                        .isEqualTo(Duration.ofDays(14)));
    }

    /** As an environment variable has it. */
    @Test
    void aCurrencyMayBeWrittenSmall() {
        two.withPropertyValues("standwith.memberships.tiers[1].threshold.gbp=18.00")
                .run(context -> assertThat(context.getBean(Tiers.class)
                                .reckoning()
                                .tiers()
                                .getLast()
                                .thresholds()
                                .values())
                        .extracting(String::valueOf)
                        .containsExactlyInAnyOrder("USD 20.00", "GBP 18.00"));
    }

    @ParameterizedTest
    @CsvSource({
        "tiers[0].threshold.EURO, 5",
        "tiers[0].threshold.USD, 5.001",
        "tiers[0].threshold.USD, 0",
        "tiers[0].threshold.USD, -5",
        "tiers[0].threshold.USD, five",
        "tiers[0].threshold.JPY, 500.5",
        "tiers[1].threshold.USD, 5.00",
        "tiers[1].threshold.EUR, 4",
        "tiers[1].name, friend",
        "tiers[1].name, good friend",
        "tiers[1].grace, -1d",
        "tiers[1].grace, 91d",
        "tiers[1].benefits[0], ''",
        "once-lasts, 7d",
        "once-lasts, P13M",
        "once-lasts, -P1M",
        "passes.lifetime, 25h",
        "passes.lifetime, 1m",
        "passes.audience, two words"
    })
    void whatIsWrongIsNamed(String property, String value) {
        two.withPropertyValues("standwith.memberships." + property + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .satisfies(failure -> assertThat(messages(failure))
                                .contains("standwith.memberships", property.replaceFirst(".*\\.(?=[a-z-]+)", ""))));
    }

    @Test
    void aTierThatAsksForNothingIsRefused() {
        two.withPropertyValues("standwith.memberships.tiers[2].name=everybody")
                .run(context -> assertThat(context)
                        .getFailure()
                        .satisfies(failure -> assertThat(messages(failure)).contains("tiers[2].threshold")));
    }
}
