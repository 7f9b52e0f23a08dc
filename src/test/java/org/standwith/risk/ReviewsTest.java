package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.standwith.TestClock;

@ExtendWith(OutputCaptureExtension.class)
class ReviewsTest {

    @Test
    void t34ExpiredEntriesAreToldOfByTheirNumberAndNotByTheirNames(CapturedOutput output) {
        reviews(PolicyTexts.SMALL, "2028-01-01T00:00:00Z").atStart();

        assertThat(output).contains("were not reviewed for too long", "5").doesNotContain("RU", "UA-43", "descriptor");
    }

    @Test
    void whereAllIsReviewedNothingIsSaid(CapturedOutput output) {
        reviews(PolicyTexts.SMALL, "2026-11-17T00:00:00Z").atStart();

        assertThat(output).doesNotContain("risk policy");
    }

    @Test
    void aReviewThatIsStillToComeIsToldOf(CapturedOutput output) {
        reviews(PolicyTexts.SMALL, "2026-03-01T00:00:00Z").remind();

        assertThat(output).contains("on a day that is still to come");
    }

    @Test
    void whereNoDescriptorIsNamedThatIsSaidAtTheStart(CapturedOutput output) {
        reviews(PolicyTexts.with("text: EXAMPLE GAZETTE, ", ""), "2026-11-17T00:00:00Z")
                .atStart();

        assertThat(output).contains("names no descriptor");
    }

    private static Reviews reviews(String text, String now) {
        TestClock clock = new TestClock(now);
        PolicyRows none = Mockito.mock();
        Mockito.when(none.all()).thenReturn(List.of());
        return new Reviews(new InForce(PolicyFileTest.file(text), none, clock), clock);
    }
}
