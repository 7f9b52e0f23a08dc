package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignsTest {

    private final Signs signs = PolicyTexts.small().signs();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.ru",
                "MAIL.RU",
                " mail.ru ",
                "mail.ru.",
                "corp.mail.ru",
                "yandex.ru",
                "yandex.com.tr",
                "ya.yandex.kz"
            })
    void aListedDomainIsKnownInEverySpellingAndBelowIt(String domain) {
        assertThat(signs.listsDomain(domain)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gmail.ru",
                "mail.ru.example.org",
                "notyandex.ru",
                "yandex",
                "yandex.a.b.c",
                "xmail.ru",
                "ru",
                "yandexxcom",
                ""
            })
    void anotherOneIsNot(String domain) {
        assertThat(signs.listsDomain(domain)).isFalse();
    }

    @Test
    void aLanguageIsKnownWhereverItIsSpoken() {
        assertThat(signs.lists(Locale.forLanguageTag("ru-LV"))).isTrue();
        assertThat(signs.lists(Locale.ENGLISH)).isFalse();
        assertThat(signs.lists(Locale.ROOT)).isFalse();
    }
}
