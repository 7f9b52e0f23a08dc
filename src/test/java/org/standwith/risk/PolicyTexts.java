package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** A policy with a country of each level, and what has to be changed in it to see it refused. */
final class PolicyTexts {

    static final LocalDate TODAY = LocalDate.parse("2026-11-25");

    /** When its entries have been reviewed. */
    static final LocalDate REVIEWED = LocalDate.parse("2026-11-16");

    static final String SMALL = """
        version: 7
        review: { valid_months: 12 }
        unknown_level: CAUTION
        countries:
          "RU":
            level: BLOCKED
            reason: a crime
            reviewed: 2026-11-16
            consequence: { en: Five years., ru: Пять лет. }
          "UA-43": { level: BLOCKED, reason: occupied, name: { en: Crimea, ru: Крым }, reviewed: 2026-11-16 }
          "HK": { level: PROTECTED, reason: arrests, reviewed: 2026-11-16 }
          "KZ": { level: CAUTION, reason: doubts, reviewed: 2026-11-16 }
          "FR": { level: OPEN, reason: nobody has looked for long, reviewed: 2025-11-20 }
        signals:
          address: { max: BLOCKED }
          mail_domain: { max: CAUTION, domains: [mail.ru, yandex.*] }
          language: { max: CAUTION, languages: ["ru"] }
          time_zone: { max: CAUTION, zones: [Europe/Moscow] }
        after_capture: ASK_IN_SESSION
        answer_within: 7d
        unanswered: REFUND
        recurring:
          PROTECTED: { allowed: OPT_IN, expires_months: 3 }
        descriptor: { text: EXAMPLE GAZETTE, deny: [DONAT], signed_off: false }
        notice: { version: "3", reviewed: 2026-11-16 }
        """;

    private PolicyTexts() {}

    static String shipped() {
        try {
            return new ClassPathResource("risk/policy.yaml").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Policy small() {
        return policy(SMALL);
    }

    static Policy policy(String text) {
        assertThat(faults(text)).isEmpty();
        return ((PolicyText.Readable) PolicyText.read(text)).policy();
    }

    static String version(int version) {
        return with("version: 7", "version: " + version);
    }

    /** The small one, otherwise. */
    static String with(String before, String after) {
        assertThat(SMALL).contains(before);
        return SMALL.replace(before, after);
    }

    static List<String> faults(String text) {
        return switch (PolicyText.read(text)) {
            case PolicyText.Readable any -> List.of();
            case PolicyText.Unreadable faulty ->
                faulty.faults().stream().map(Fault::toString).toList();
        };
    }
}
