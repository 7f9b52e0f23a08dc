package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.risk.PolicyTexts.TODAY;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RaisingTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-24");

    @ParameterizedTest
    @ValueSource(strings = {"GE", "NO", "DE"})
    void aRaisedCountryIsTheOnlyDifference(String code) {
        Policy before = PolicyTexts.policy(PolicyTexts.shipped());

        Policy after = PolicyTexts.policy(raised(PolicyTexts.shipped(), code, Level.BLOCKED));

        assertThat(after.number()).isEqualTo(9);
        assertThat(after.of(new Country(code), TODAY)).isEqualTo(Level.BLOCKED);
        assertThat(without(after, code)).isEqualTo(without(before, code));
        assertThat(after.signs()).isEqualTo(before.signs());
        assertThat(after.descriptor()).isEqualTo(before.descriptor());
        Rule rule = Objects.requireNonNull(after.countries().get(new Country(code)));
        assertThat(rule.reason()).isEqualTo("Declared \"undesirable\": yes");
        assertThat(rule.reviewed()).isEqualTo(DAY);
    }

    @Test
    void whatIsRaisedTwiceStillReads() {
        String twice = raised(raised(PolicyTexts.shipped(), "GE", Level.PROTECTED), "NO", Level.CAUTION);

        Policy policy = PolicyTexts.policy(twice);
        assertThat(policy.of(new Country("GE"), TODAY)).isEqualTo(Level.PROTECTED);
        assertThat(policy.of(new Country("NO"), TODAY)).isEqualTo(Level.CAUTION);
    }

    @Test
    void noLevelIsLowered() {
        assertThat(PolicyTexts.policy(raised(PolicyTexts.SMALL, "RU", Level.CAUTION))
                        .of(new Country("RU"), TODAY))
                .isEqualTo(Level.BLOCKED);
    }

    @Test
    void consequencesNamesAndCommentsStay() {
        String raised = raised(PolicyTexts.shipped(), "UA-43", Level.BLOCKED);

        assertThat(raised).contains("# Where giving to this newsroom is punished.", "Крым", "284.1");
    }

    private static String raised(String text, String code, Level level) {
        return new Raising(text).by(new Country(code), level, "Declared \"undesirable\": yes", DAY, 9);
    }

    private static Map<Country, Rule> without(Policy policy, String code) {
        Map<Country, Rule> rest = new HashMap<>(policy.countries());
        rest.remove(new Country(code));
        return rest;
    }
}
