package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.risk.PolicyTexts.TODAY;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy that everybody has who writes none. */
class ShippedPolicyTest {

    private final Policy policy = PolicyTexts.policy(PolicyTexts.shipped());

    @ParameterizedTest
    @CsvSource({
        "BLOCKED, RU BY UA-43 UA-40 UA-14 UA-09 UA-23 UA-65 KP IR CU SY",
        "PROTECTED, HK CN",
        "CAUTION, AM GE KG KZ TJ TM UZ AZ RS TR AE",
        "OPEN, UA UA-30 DE NL FR LV GB US CA CH IL",
    })
    void levelsAreAsTheyWereDecidedUpon(Level level, String codes) {
        assertThat(codes.split(" "))
                .allSatisfy(code ->
                        assertThat(policy.of(new Country(code), TODAY)).as(code).isEqualTo(level));
    }

    @Test
    void noOtherCountryIsListed() {
        assertThat(policy.countries()).hasSize(25);
    }

    @Test
    void nothingInItIsOverdueNorAhead() {
        assertThat(policy.expired(TODAY)).isZero();
        assertThat(policy.reviewedAfter(TODAY)).isEmpty();
    }

    @Test
    void partsOfCountriesHaveNamesInBothLanguages() {
        for (String language : List.of("en", "ru")) {
            assertThat(policy.places(Locale.of(language)))
                    .filteredOn(place -> place.code().length() > 2)
                    .hasSize(6)
                    .allMatch(place ->
                            place.name().matches(language.equals("ru") ? "[\\p{IsCyrillic} ()]+" : "[A-Za-z ()]+"));
        }
    }

    @Test
    void theNoticeNamesArticleAndPenaltyInBothLanguages() {
        assertThat(policy.notice(Locale.ENGLISH).consequences())
                .hasSize(2)
                .first()
                .asString()
                .contains("crime", "10 July 2024", "284.1", "five years");
        assertThat(policy.notice(Locale.of("ru")).consequences())
                .hasSize(2)
                .first()
                .asString()
                .contains("преступление", "10 июля 2024", "284.1", "пяти лет");
    }

    @Test
    void noWordPromisesWhatNobodyCanKeep() {
        assertThat(PolicyTexts.shipped().toLowerCase(Locale.ROOT))
                .doesNotContain("anonym", "untraceable", "secure", "аноним", "безопасн");
    }

    @ParameterizedTest
    @CsvSource({
        "yandex.ru",
        "yandex.com",
        "ya.ru",
        "mail.ru",
        "bk.ru",
        "inbox.ru",
        "list.ru",
        "internet.ru",
        "rambler.ru",
        "vk.com",
        "tut.by"
    })
    void mailboxesWithinReachAreListed(String domain) {
        assertThat(policy.signs().listsDomain(domain)).isTrue();
        assertThat(policy.signs().listsDomain("x" + domain.replace("mail", "post")))
                .isFalse();
    }

    @Test
    void clocksAndLanguagesAreListed() {
        assertThat(policy.signs().listsZone("Europe/Minsk")).isTrue();
        assertThat(policy.signs().listsZone("Asia/Vladivostok")).isTrue();
        assertThat(policy.signs().listsZone("Europe/Kyiv")).isFalse();
        assertThat(policy.signs().lists(Locale.of("be"))).isTrue();
    }
}
