package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccentTest {

    @ParameterizedTest
    @ValueSource(strings = {"#0b6b50", "#000000", "#ffffff", "#ffcc00", "#808080", "#c8102e", "#00ffff"})
    void anyColourBecomesReadableOnBothPapers(String configured) {
        for (Accent paper : new Accent[] {Stylesheets.LIGHT, Stylesheets.DARK}) {
            Accent shown = Accent.of(configured).readableOn(paper);

            assertThat(shown.contrast(paper)).isGreaterThanOrEqualTo(4.5);
            assertThat(shown.contrast(shown.ink())).isGreaterThanOrEqualTo(4.5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#0b6b50", "#c8102e"})
    void aReadableColourStaysAsItIs(String configured) {
        assertThat(Accent.of(configured).readableOn(Stylesheets.LIGHT)).hasToString(configured);
    }
}
