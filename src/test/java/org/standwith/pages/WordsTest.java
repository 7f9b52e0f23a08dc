package org.standwith.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticMessageSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|USD 5.00     |$5",
                "en|USD 5.46     |$5.46",
                "en|USD 10000.00 |$10,000",
                "en|CHF 5.50     |CHF_5.50",
                "en|JPY 700      |¥700",
                "ru|USD 5.50     |5,50_$",
                "ru|EUR 5.00     |5_€"
            })
    void amountsAreWrittenAsTheLanguageDoes(String language, String money, String written) {
        assertThat(words(language).text(Money.parse(money.strip()))).isEqualTo(written.replace('_', '\u00a0'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|USD 5.00    |$5.00",
                "en|USD 1200.46 |$1,200.46",
                "en|CHF 5.00    |CHF_5.00",
                "en|JPY 700     |¥700",
                "ru|USD 5.00    |5,00_$"
            })
    void inColumnsTheyHaveAllTheirDecimals(String language, String money, String written) {
        assertThat(words(language).exactly(Money.parse(money.strip()))).isEqualTo(written.replace('_', '\u00a0'));
    }

    private static Words words(String language) {
        var messages = new StaticMessageSource();
        messages.addMessage("language", Locale.FRENCH, language);
        return new Words(messages, Locale.FRENCH);
    }

    @ParameterizedTest
    @CsvSource({"en, 'November 9, 2026'", "ru, 9 ноября 2026 года"})
    void datesAreWrittenSoThatASentenceCanEndInThem(String language, String written) {
        var messages = new StaticMessageSource();
        messages.addMessage("language", Locale.FRENCH, language);

        assertThat(new Words(messages, Locale.FRENCH).date(LocalDate.of(2026, 11, 9)))
                .isEqualTo(written);
    }
}
