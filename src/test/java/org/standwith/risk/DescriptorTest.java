package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTest {

    private static final List<String> DENY = List.of("DONAT", "News");

    @ParameterizedTest
    @ValueSource(strings = {"GAZET", "EXAMPLE GAZETTE B.V.", "Twenty-two letters it.", "12345A"})
    void aTradingNameIsTaken(String text) {
        assertThat(faults(text, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GAZE | has to have 5 to 22 Latin characters",
                "Twenty-three letters it | has to have 5 to 22 Latin characters",
                "GAZÉTTE | has to have 5 to 22 Latin characters",
                "Газета | has to have 5 to 22 Latin characters; has to have a letter",
                "12345 67 | has to have a letter",
                "GAZETTE* | must not have any of < > \\ ' \" *",
                "GAZETTE\\ | must not have any of < > \\ ' \" *",
                "\"GAZETTE\" | must not have any of < > \\ ' \" *",
                "<GAZETTE | must not have any of < > \\ ' \" *",
            },
            quoteCharacter = '`')
    void aRuleThatIsBrokenIsNamed(String text, String rules) {
        assertThat(faults(text, true)).containsExactly(rules.split("; "));
    }

    @Test
    void aLineBreakIsNoCharacterOfAName() {
        assertThat(faults("EXAMPLE\nGAZETTE", true)).contains("has to have 5 to 22 Latin characters");
    }

    /** It tells whoever reads the statement what was given to. */
    @ParameterizedTest
    @CsvSource({"My donations, DONAT", "GOOD NEWS BV, News"})
    void aDeniedWordHasToBeSignedOff(String text, String word) {
        assertThat(faults(text, false))
                .singleElement()
                .asString()
                .contains(word)
                .contains("signed_off");
        assertThat(faults(text, true)).isEmpty();
    }

    @Test
    void whereThereIsNoneNothingIsWrong() {
        assertThat(new Descriptor(Optional.empty(), DENY, false).faults()).isEmpty();
    }

    private static List<String> faults(String text, boolean signedOff) {
        return new Descriptor(Optional.of(text), DENY, signedOff).faults();
    }
}
