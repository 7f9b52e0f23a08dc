package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.risk.PolicyTexts.TODAY;
import static org.standwith.risk.PolicyTexts.with;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PolicyTest {

    private final Policy policy = PolicyTexts.small();

    @Test
    void aCountryThatIsNotListedIsOpen() {
        assertThat(level("DE")).isEqualTo(Level.OPEN);
    }

    @Test
    void aPartHasTheHigherOfItsOwnLevelAndItsCountrys() {
        assertThat(level("UA")).isEqualTo(Level.OPEN);
        assertThat(level("UA-43")).isEqualTo(Level.BLOCKED);
        assertThat(level("UA-30")).isEqualTo(Level.OPEN);
        assertThat(level("RU-MOW")).isEqualTo(Level.BLOCKED);
        Policy stricter = PolicyTexts.policy(with("\"HK\"", "\"UA\""));
        assertThat(stricter.of(new Country("UA-43"), TODAY)).isEqualTo(Level.BLOCKED);
        assertThat(stricter.of(new Country("UA-30"), TODAY)).isEqualTo(Level.PROTECTED);
    }

    @Test
    void t34AnEntryNotReviewedForTooLongCountsForOneLevelMore() {
        LocalDate last = LocalDate.parse("2027-11-16");

        assertThat(policy.of(new Country("KZ"), last)).isEqualTo(Level.CAUTION);
        assertThat(policy.of(new Country("KZ"), last.plusDays(1))).isEqualTo(Level.PROTECTED);
        assertThat(policy.of(new Country("HK"), last.plusDays(1))).isEqualTo(Level.BLOCKED);
        assertThat(policy.of(new Country("RU"), last.plusDays(1))).isEqualTo(Level.BLOCKED);
        assertThat(policy.of(new Country("DE"), last.plusDays(1))).isEqualTo(Level.OPEN);
    }

    /** Nobody's keys are destroyed because somebody forgot a date. */
    @Test
    void whatIsWrittenIsKnownApartFromWhatIsOverdue() {
        assertThat(policy.asWritten(new Country("FR"))).isEqualTo(Level.OPEN);
        assertThat(policy.asWritten(new Country("HK"))).isEqualTo(Level.PROTECTED);
        assertThat(policy.asWritten(new Country("RU-MOW"))).isEqualTo(Level.BLOCKED);
    }

    @Test
    void t34ExpiredEntriesAreCounted() {
        assertThat(level("FR")).isEqualTo(Level.CAUTION);
        assertThat(policy.expired(TODAY)).isEqualTo(1);
        assertThat(policy.expired(TODAY.plusYears(2))).isEqualTo(5);
        assertThat(policy.expired(LocalDate.parse("2025-11-20").plusMonths(12))).isZero();
    }

    @Test
    void blockingSomebodyIsKnownAlsoWhenItComesOfAge() {
        Policy mild = PolicyTexts.policy(PolicyTexts.SMALL.replace("level: BLOCKED", "level: CAUTION"));

        assertThat(policy.blocksAnybody(TODAY)).isTrue();
        assertThat(mild.blocksAnybody(TODAY)).isFalse();
        assertThat(mild.blocksAnybody(TODAY.plusYears(2))).isTrue();
    }

    @Test
    void aReviewThatIsStillToComeIsNoticed() {
        assertThat(policy.reviewedAfter(TODAY)).isEmpty();
        assertThat(policy.reviewedAfter(LocalDate.parse("2026-11-15")))
                .extracting(Fault::path)
                .containsExactly(
                        "countries.RU.reviewed",
                        "countries.UA-43.reviewed",
                        "countries.HK.reviewed",
                        "countries.KZ.reviewed");
    }

    @Test
    void theNoticeIsInTheReadersLanguageOrElseInEnglish() {
        assertThat(policy.notice(Locale.of("ru", "LV")).consequences()).containsExactly("Пять лет.");
        assertThat(policy.notice(Locale.FRENCH).consequences()).containsExactly("Five years.");
        assertThat(policy.notice(Locale.ENGLISH).reviewed()).isEqualTo(PolicyTexts.REVIEWED);
    }

    @Test
    void anotherConsequenceIsAnotherNoticeAndAnotherLanguageIsNot() {
        String version = policy.notice(Locale.ENGLISH).version();

        assertThat(version)
                .startsWith("3-")
                .isEqualTo(policy.notice(Locale.of("ru")).version());
        assertThat(version)
                .isEqualTo(PolicyTexts.policy(PolicyTexts.version(8))
                        .notice(Locale.ENGLISH)
                        .version())
                .isNotEqualTo(PolicyTexts.policy(with("Пять лет", "Шесть лет"))
                        .notice(Locale.ENGLISH)
                        .version())
                .isNotEqualTo(PolicyTexts.policy(with("version: \"3\"", "version: \"4\""))
                        .notice(Locale.ENGLISH)
                        .version());
    }

    @Test
    void placesAreAllCountriesAndTheListedPartsByName() {
        List<Place> english = policy.places(Locale.ENGLISH);
        List<Place> russian = policy.places(Locale.of("ru"));

        assertThat(english).hasSizeGreaterThan(240).contains(new Place("UA-43", "Crimea"), new Place("DE", "Germany"));
        assertThat(english).extracting(Place::name).containsSequence("Côte d’Ivoire", "Crimea", "Croatia");
        assertThat(russian).contains(new Place("UA-43", "Крым"), new Place("DE", "Германия"));
        assertThat(russian.getFirst().name()).startsWith("А");
        assertThat(english).allMatch(place -> Country.read(place.code()).isPresent());
    }

    private Level level(String code) {
        return policy.of(new Country(code), TODAY);
    }
}
