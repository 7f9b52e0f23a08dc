package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "jane@example.org, jane@example.org",
        "'  jane@example.org\n', jane@example.org",
        "Jane.Roe+news@Example.ORG, Jane.Roe+news@example.org",
        "ольга@пример.рф, ольга@xn--e1afmkfd.xn--p1ai",
        "jane@bücher.example, jane@xn--bcher-kva.example",
        "o'neil!#$%&*/=?^_`{|}~-@example.co.uk, o'neil!#$%&*/=?^_`{|}~-@example.co.uk"
    })
    void itIsKeptAsWrittenWithTheDomainAsMailServersKnowIt(String text, String kept) {
        EmailAddress address = EmailAddress.read(text).orElseThrow();

        assertThat(address.reveal()).isEqualTo(kept);
        assertThat(address.domain()).isEqualTo(kept.substring(kept.indexOf('@') + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jane",
                "@example.org",
                "jane@",
                "jane@localhost",
                "jane@example",
                "jane@.org",
                "jane@example..org",
                "jane@example.org.",
                "jane@-example.org",
                "jane@example.o",
                "jane@example.1a2",
                "jane@[127.0.0.1]",
                "jane@127.0.0.1",
                "jane@exam ple.org",
                "jane@ex_ample.org",
                ".jane@example.org",
                "jane.@example.org",
                "ja..ne@example.org",
                "jane roe@example.org",
                "\"jane\"@example.org",
                "jane@example.org,joe@example.org",
                "jane@example.org\r\nBcc: joe@example.org",
                "jane\r\nBcc:joe@example.org",
                "Jane <jane@example.org>",
                "jane\u0000@example.org",
                "jane\u0085@example.org",
                "jane\u2028@example.org",
                "jane\u00a0roe@example.org",
                "jane\u202eroe@example.org",
                "jane\u200broe@example.org",
                "jane\ud800@example.org",
                "jane\ue000@example.org"
            })
    void whatNoMailCouldBeSentToIsRefused(String text) {
        assertThat(EmailAddress.read(text)).isEmpty();
    }

    @Test
    void neitherPartIsLongerThanMailServersTake() {
        String label = "a".repeat(60) + ".";

        assertThat(EmailAddress.read("a".repeat(64) + "@example.org")).isPresent();
        assertThat(EmailAddress.read("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.read("jane@" + label.repeat(4) + "a".repeat(5))).isPresent();
        assertThat(EmailAddress.read("jane@" + label.repeat(4) + "a".repeat(6))).isEmpty();
    }

    /** Written it fits; as it is kept it is longer. */
    @Test
    void aDomainIsMeasuredAsMailServersKnowIt() {
        assertThat(EmailAddress.read("jane@" + "ж".repeat(54).concat(".").repeat(4) + "рф"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jane@example.org, JANE@Example.Org",
        "jane@bücher.example, jane@xn--bcher-kva.example",
        "jos\u00e9@example.org, jose\u0301@example.org",
        "ольга@пример.рф, ОЛЬГА@ПРИМЕР.РФ"
    })
    void theSameMailboxIsTheSameAddress(String one, String other) {
        EmailAddress first = EmailAddress.read(one).orElseThrow();
        EmailAddress second = EmailAddress.read(other).orElseThrow();

        assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
        assertThat(first.normal()).isEqualTo(second.normal());
    }

    @ParameterizedTest
    @CsvSource({
        "jane.roe@example.org, janeroe@example.org",
        "jane+news@example.org, jane@example.org",
        "jane@example.org, jane@example.com"
    })
    void dotsAndPlusSignsCount(String one, String other) {
        assertThat(EmailAddress.read(one)).isNotEqualTo(EmailAddress.read(other));
    }

    @Provide
    Arbitrary<String> nearlyAddresses() {
        Arbitrary<String> part = Arbitraries.strings()
                .withChars("aZ09.+-_'@ \u00df\u0130\u0131\u0301\u00e9\u0436\u3002\u200d\u212a\ud83d\ude42\ud800")
                .withCharRange('\u0000', '\u0500')
                .ofMaxLength(70);
        return Combinators.combine(part, part, Arbitraries.of("org", "рф", "xn--p1ai", "example.org", ""))
                .as((local, domain, end) -> local + "@" + domain + "." + end);
    }

    @Property
    void whatWasReadIsReadAgainTheSame(@ForAll("nearlyAddresses") String text) {
        EmailAddress.read(text).ifPresent(address -> {
            EmailAddress again = EmailAddress.read(address.reveal()).orElseThrow();
            assertThat(again.reveal()).isEqualTo(address.reveal());
            assertThat(again).isEqualTo(address);
            assertThat(again.normal()).isEqualTo(address.normal());
        });
    }

    @Property
    void whateverIsTypedIsReadOrRefusedAndNeverAnError(@ForAll String typed) {
        EmailAddress.read(typed)
                .ifPresent(address -> assertThat(address.reveal()).contains("@"));
    }

    @Test
    void itShowsItselfToNobodyByAccident() {
        EmailAddress address = EmailAddress.read("canary@example.org").orElseThrow();

        assertThat(address.toString()).isEqualTo("***");
    }
}
