package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonthsTest {

    @Test
    void monthAfterMonthComesToTheSameDayAgainWhereThereIsOne() {
        MovableClock clock = new MovableClock();
        URI nobody = URI.create("http://127.0.0.1:1");
        int year = Year.now(clock).getValue() + 1;
        try (Sandbox sandbox = Sandbox.start(
                new Settings(0, null, nobody, "sk_test", List.of("whsec"), "id", "secret", "WH", clock))) {
            sandbox.advanceTo(Instant.parse(year + "-01-31T12:00:00Z"));

            assertThat(List.of(monthAfter(sandbox), monthAfter(sandbox), monthAfter(sandbox), monthAfter(sandbox)))
                    .extracting(date -> date.getMonthValue() + "/" + date.getDayOfMonth())
                    .containsExactly(Year.isLeap(year) ? "2/29" : "2/28", "3/31", "4/30", "5/31");

            sandbox.advance(Period.ofDays(2));
            assertThat(monthAfter(sandbox).getDayOfMonth()).isEqualTo(2);
        }
    }

    private static LocalDate monthAfter(Sandbox sandbox) {
        sandbox.advance(Period.ofMonths(1));
        return LocalDate.ofInstant(sandbox.clock().instant(), ZoneOffset.UTC);
    }
}
