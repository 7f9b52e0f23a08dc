package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is a person's shows itself in no text, and is written as JSON by nobody who has not revealed it. */
class SensitiveTest {

    private static final String CANARY = "canary@example.org";
    private static final UUID SUPPORTER = UUID.randomUUID();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Form(Sensitive<String> email) {}

    static Stream<Object> personal() {
        return Stream.of(
                Sensitive.of(CANARY),
                EmailAddress.read(CANARY).orElseThrow(),
                SupporterCode.random(),
                dossier(),
                new Person(SUPPORTER, Set.of(SUPPORTER)));
    }

    static Stream<Object> whatHasItInside() {
        return personal().flatMap(each -> Stream.of(each, List.of(each), Map.of("it", each), Sensitive.of(each)));
    }

    @ParameterizedTest
    @MethodSource("whatHasItInside")
    void itIsNotWrittenAsJson(Object personal) {
        assertThatThrownBy(() -> JSON.writeValueAsString(personal))
                .isInstanceOf(JacksonException.class)
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining(SUPPORTER.toString());
    }

    @ParameterizedTest
    @MethodSource("whatHasItInside")
    void itIsNotInAText(Object personal) {
        assertThat(personal.toString())
                .contains("***")
                .doesNotContain("canary", SUPPORTER.toString(), "PROTECTED", "de-CH");
    }

    @Test
    void itIsReadFromJson() {
        Form form = JSON.readValue("{\"email\": \"" + CANARY + "\"}", Form.class);

        assertThat(form.email().reveal()).isEqualTo(CANARY);
        assertThat(form).hasToString("Form[email=***]");
        assertThat(form.email().map(String::length)).isEqualTo(Sensitive.of(CANARY.length()));
    }

    private static Dossier dossier() {
        return new Dossier(
                EmailAddress.read(CANARY).orElseThrow(),
                "de-CH",
                new Dossier.Handling("PROTECTED", "policy-1"),
                List.of(),
                Set.of(SUPPORTER));
    }
}
