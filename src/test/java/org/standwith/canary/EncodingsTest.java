package org.standwith.canary;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.canary.Encodings.Form;

class EncodingsTest {

    private static final String TEXT = "Zoë \"Quill\" <z+q@example.org>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë \"Quill\" <z+q@example.org>",
                "zoë \"quill\" <z+q@example.org>",
                "ZOË \"QUILL\" <Z+Q@EXAMPLE.ORG>",
                "Zo%C3%AB+%22Quill%22+%3Cz%2Bq%40example.org%3E",
                "Zo%C3%AB%20%22Quill%22%20%3Cz%2Bq%40example.org%3E",
                "Zo%c3%ab%20%22Quill%22%20%3cz%2bq%40example.org%3e",
                "%5A%6F%C3%AB%20%22%51%75%69%6C%6C%22%20%3C%7A%2B%71%40%65%78%61%6D%70%6C%65%2E%6F%72%67%3E",
                "Zo\\u00eb \\\"Quill\\\" <z+q@example.org>",
                "Zo\\u00EB \\\"Quill\\\" <z+q@example.org>",
                "\\u005a\\u006f\\u00eb\\u0020\\u0022\\u0051\\u0075\\u0069\\u006c\\u006c\\u0022\\u0020\\u003c\\u007a"
                        + "\\u002b\\u0071\\u0040\\u0065\\u0078\\u0061\\u006d\\u0070\\u006c\\u0065\\u002e\\u006f\\u0072"
                        + "\\u0067\\u003e",
                "Zoë &quot;Quill&quot; &lt;z+q@example.org&gt;",
                "Zo&#235; &#34;Quill&#34; &#60;z&#43;q&#64;example.org&#62;",
                "Zo&#xeb; &#x22;Quill&#x22; &#x3c;z&#x2b;q&#x40;example.org&#x3e;",
                "Zo=C3=AB \"Quill\" <z+q@example.org>",
                "Zo=C3=AB_\"Quill\"_<z+q@example.org>",
                "5a6fc3ab20225175696c6c22203c7a2b71406578616d706c652e6f72673e",
                "5A6FC3AB20225175696C6C22203C7A2B71406578616D706C652E6F72673E"
            })
    void aTextIsKnownInEveryWriting(String written) {
        assertThat(texts(Encodings.of(TEXT))).contains(written);
    }

    @Test
    void aTextIsKnownInOtherBytes() {
        assertThat(Encodings.of(TEXT)).anyMatch(form -> Arrays.equals(form.bytes(), TEXT.getBytes(UTF_16LE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "abcd"})
    void aTextIsKnownInBase64WhateverStandsAroundIt(String around) {
        for (Base64.Encoder encoder : List.of(
                Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getEncoder().withoutPadding())) {
            String encoded = encoder.encodeToString((around + TEXT + around).getBytes(UTF_8));

            assertThat(texts(Encodings.of(TEXT)).stream().filter(encoded::contains))
                    .isNotEmpty();
        }
    }

    @Test
    void whatIsTooShortToMeanAnythingIsLeftOut() {
        assertThat(Encodings.of("abc")).allMatch(form -> form.bytes().length >= Encodings.SHORTEST);
        assertThat(texts(Encodings.of("abc"))).doesNotContain("abc").contains("%61%62%63");
    }

    @Test
    void aHashIsKnownOfTheValueAndOfTheValueInLowerCase() {
        List<String> forms = texts(new Marker("somebody", Field.EMAIL, "Q1w2E3r4T5", "Q1w2E3r4T5@example.org").forms());

        assertThat(forms)
                .contains(
                        "d840aefa08285fad427f82b672d8d88e",
                        "b8fa3566116f877de4747455151df852fe3abe01",
                        "fcc69b8184fe3e8aa8ab6152db19f82d9d81bce5b4405d15d4da14dbb13e7cce",
                        "1611af6203aeff71aad83be1c2cc0b597a965c6dc8f698747fc7d70c6b128bc8",
                        "23b5ed29a1e8409f70644e44faebae79ae687318efd719d9af29f8496b016a81");
    }

    @Test
    void anAddressIsKnownPacked() {
        var marker = new Marker("somebody", Field.ADDRESS, "1a2b:3c4d:5e6f:7081:92a3:b4c5");

        assertThat(marker.forms())
                .anyMatch(form -> form.encoding().equals("packed, as it is") && form.bytes().length == 12);
        assertThat(texts(marker.forms())).contains("1a2b3c4d5e6f708192a3b4c5", "1A2B:3C4D:5E6F:7081:92A3:B4C5");
    }

    private static List<String> texts(Collection<Form> forms) {
        return forms.stream().map(form -> new String(form.bytes(), UTF_8)).toList();
    }
}
