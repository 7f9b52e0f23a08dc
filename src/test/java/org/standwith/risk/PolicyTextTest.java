package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.risk.PolicyTexts.SMALL;
import static org.standwith.risk.PolicyTexts.faults;
import static org.standwith.risk.PolicyTexts.with;

import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextTest {

    private static final String HK = "\"HK\": { level: PROTECTED, reason: arrests, reviewed: 2026-11-16 }";

    @Test
    void whatIsWrittenIsWhatIsRead() {
        Policy policy = PolicyTexts.small();

        assertThat(policy.version()).isEqualTo("7");
        assertThat(policy.unknown()).isEqualTo(Level.CAUTION);
        assertThat(policy.afterCapture()).isEqualTo(AfterCapture.ASK_IN_SESSION);
        assertThat(policy.unanswered()).isEqualTo(AfterCapture.REFUND);
        assertThat(policy.answerWithin()).isEqualTo(Duration.ofDays(7));
        assertThat(policy.descriptor().text()).contains("EXAMPLE GAZETTE");
        assertThat(policy.recurring(Level.PROTECTED))
                .isEqualTo(new Recurring(Recurring.Allowed.OPT_IN, Optional.of(Period.ofMonths(3))));
        assertThat(policy.recurring(Level.CAUTION).allowed()).isEqualTo(Recurring.Allowed.FREELY);
        assertThat(policy.recurring(Level.BLOCKED).allowed()).isEqualTo(Recurring.Allowed.NEVER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 7 | version: \"7\" | version has to be a number from 1 to 999999999",
                "version: 7 | version: 0 | version has to be a number from 1 to 999999999",
                "version: 7 | version: 07x | version has to be a number from 1 to 999999999",
                "valid_months: 12 | valid_months: 60 | review.valid_months has to be a number from 1 to 24",
                "valid_months: 12 | months: 12 | review.valid_months is missing; review.months is not known",
                "unknown_level: CAUTION | unknown_level: OPEN | unknown_level has to be one of [CAUTION, PROTECTED,"
                        + " BLOCKED]",
                "unknown_level: CAUTION | unknown_level: caution | unknown_level has to be one of [CAUTION,"
                        + " PROTECTED, BLOCKED]",
                "level: PROTECTED | level: SOMEWHAT | countries.HK.level has to be one of [OPEN, CAUTION, PROTECTED,"
                        + " BLOCKED]",
                "reason: arrests, |  | countries.HK.reason is missing",
                "reason: arrests | reason: \" \" | countries.HK.reason has to be text",
                "reason: arrests | reason: no | countries.HK.reason has to be text",
                "reason: arrests, reviewed: 2026-11-16 | reason: arrests | countries.HK.reviewed is missing",
                "reason: arrests, reviewed: 2026-11-16 | reason: arrests, reviewed: 2026-02-30 | countries.HK.reviewed"
                        + " has to be a date like 2026-11-30",
                "reason: arrests | reason: arrests, since: 2023 | countries.HK.since is not known",
                "name: { en: Crimea, ru: Крым }, |  | countries.UA-43.name is missing",
                "en: Crimea, ru: Крым | ru: Крым | countries.UA-43.name.en is missing",
                "en: Five years., ru: Пять лет. | en: Five years., Russian: x | countries.RU.consequence.Russian is"
                        + " not the code of a language",
                "\"HK\": { level | \"HK\": { name: { en: x }, level | countries.HK.name is only for a part of a"
                        + " country",
                "mail_domain: { max: CAUTION | mail_domain: { max: PROTECTED | signals.mail_domain.max has to be one"
                        + " of [OPEN, CAUTION]",
                "language: { max: CAUTION | language: { max: BLOCKED | signals.language.max has to be one of [OPEN,"
                        + " CAUTION]",
                "time_zone: { max: CAUTION | time_zone: { max: BLOCKED | signals.time_zone.max has to be one of"
                        + " [OPEN, CAUTION]",
                "[mail.ru, yandex.*] | [mail.ru, '*.ru'] | signals.mail_domain.domains[1] has to be a domain in lower"
                        + " case, in quotes where in doubt",
                "[mail.ru, yandex.*] | mail.ru | signals.mail_domain.domains has to be a list",
                "[\"ru\"] | [no] | signals.language.languages[0] has to be the code of a language, in quotes where in"
                        + " doubt",
                "Europe/Moscow | Europe/Moskau | signals.time_zone.zones has Europe/Moskau, which is not the name of a"
                        + " time zone",
                "address: { max: BLOCKED } | ip: { max: BLOCKED } | signals.address is missing; signals.ip is not"
                        + " known",
                "unanswered: REFUND | unanswered: ASK_IN_SESSION | unanswered has to be one of [REFUND, KEEP]",
                "answer_within: 7d | answer_within: 7 weeks | answer_within has to be a number of days from 1d to 30d",
                "answer_within: 7d | answer_within: 90d | answer_within has to be a number of days from 1d to 30d",
                "PROTECTED: { allowed | BLOCKED: { allowed | recurring.BLOCKED is not known",
                "allowed: OPT_IN | allowed: true | recurring.PROTECTED.allowed has to be one of [FREELY, OPT_IN,"
                        + " NEVER]",
                "signed_off: false | signed_off: 'no' | descriptor.signed_off has to be true or false",
                "EXAMPLE GAZETTE | MY DONATIONS | descriptor.text has DONAT, which descriptor.deny forbids"
                        + " (descriptor.signed_off: true accepts it)",
                "version: \"3\" | version: 3 | notice.version has to be text",
                "recurring: | levels: | recurring is missing; levels is not known",
            })
    void t34AFaultIsNamedByItsPath(String before, @org.jspecify.annotations.Nullable String after, String fault) {
        assertThat(String.join("; ", faults(with(before, after == null ? "" : after))))
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "NO, countries.NO has to be in quotes",
        "DE, countries.DE has to be in quotes",
        "'\"XX\"', countries.XX is not an ISO 3166 code",
        "'\"de\"', countries.de is not an ISO 3166 code",
        "'\"DE-\"', countries.DE- is not an ISO 3166 code",
        "'\"Germany\"', countries.Germany is not an ISO 3166 code",
        "'\"RU\"', countries.RU is there twice",
    })
    void t34ACountryIsAQuotedCodeAndThereOnce(String key, String fault) {
        assertThat(faults(with("\"HK\"", key))).containsExactly(fault);
    }

    /** Read as false it would be in no list, and nobody would miss it. */
    @Test
    void quotesMakeACodeOfWhatIsAWordOtherwise() {
        Policy policy = PolicyTexts.policy(with("\"HK\"", "'NO'"));

        assertThat(policy.of(new Country("NO"), PolicyTexts.TODAY)).isEqualTo(Level.PROTECTED);
    }

    @Test
    void t34AllThatIsWrongIsNamedAtOnce() {
        String text = with(HK, "HK: { level: SOME, reviewed: soon }").replace("version: 7", "versoin: 7");

        assertThat(faults(text))
                .containsExactlyInAnyOrder(
                        "version is missing",
                        "versoin is not known",
                        "countries.HK has to be in quotes",
                        "countries.HK.level has to be one of [OPEN, CAUTION, PROTECTED, BLOCKED]",
                        "countries.HK.reason is missing",
                        "countries.HK.reviewed has to be a date like 2026-11-30");
    }

    @Test
    void t34WhatIsNoYamlIsToldWithItsLine() {
        assertThat(faults("version: 7\ncountries: ["))
                .singleElement()
                .asString()
                .contains("not YAML", "in line 2");
        assertThat(faults("- 1\n- 2")).contains("has to have keys and values");
        assertThat(faults("")).contains("has to have keys and values");
        assertThat(faults(SMALL + "---\n" + SMALL)).singleElement().asString().contains("not YAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!javax.script.ScriptEngineManager []", "{ <<: { max: BLOCKED } }", "[BLOCKED]", "", "{}"})
    void nothingButWhatIsAskedForIsTaken(String address) {
        assertThat(faults(with("address: { max: BLOCKED }", "address: " + address)))
                .isNotEmpty();
    }

    @Test
    void aTextWithoutEndIsRefused() {
        assertThat(faults(SMALL + "#".repeat(300_000))).containsExactly("The text is too long");
    }
}
