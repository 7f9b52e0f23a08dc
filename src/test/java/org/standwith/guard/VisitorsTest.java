package org.standwith.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.TestClock;

class VisitorsTest {

    private final TestClock clock = new TestClock("2026-03-02T23:00:00Z");
    private final Visitors visitors = new Visitors(clock);

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7,                    203.0.113.7",
        "2001:db8:1:2::1,                2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:db8:1:2::1,                2001:0DB8:0001:0002:0000:0000:0000:0009",
        "::ffff:203.0.113.7,             203.0.113.7",
        "fe80::1%lo,                     fe80::2%lo"
    })
    void addressesOfOnePlaceAreOne(String one, String other) {
        assertThat(visitors.at(one)).isEqualTo(visitors.at(other));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7,        203.0.113.8",
        "203.0.113.7,        203.0.113.70",
        "2001:db8:1:2::1,    2001:db8:1:3::1",
        "2001:db8:1:2::1,    203.0.113.7",
        "not:an:address,     nor:is:this",
    })
    void addressesOfOtherPlacesAreOthers(String one, String other) {
        assertThat(visitors.at(one)).isNotEqualTo(visitors.at(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", ":", "::1", "example.invalid", "1.2.3.4:5", "[::1]", "%"})
    void whateverAProxySaysIsTaken(String address) {
        assertThat(visitors.at(address)).isEqualTo(visitors.at(address));
    }

    @Test
    void t28NobodyIsRecognisedOnTheNextDayNorByAnotherNodeNorByWhatIsInMemory() {
        Visitors.Visitor today = visitors.at("203.0.113.7");
        assertThat(new Visitors(clock).at("203.0.113.7")).isNotEqualTo(today);
        assertThat(today.toString()).doesNotContain("203", "113");

        clock.pass(Duration.ofMinutes(59));
        assertThat(visitors.at("203.0.113.7")).isEqualTo(today);
        clock.pass(Duration.ofMinutes(1));
        assertThat(visitors.at("203.0.113.7")).isNotEqualTo(today);
    }
}
