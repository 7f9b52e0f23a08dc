package org.standwith;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.standwith.payments.MustNotStart;

@ExtendWith(OutputCaptureExtension.class)
class CannotStartTest {

    private final CannotStart.Reporter reporter = new CannotStart.Reporter(null);

    @Test
    void whatWouldEndangerWhoGivesIsToldAsItIs(CapturedOutput output) {
        assertThat(reporter.reportException(new IllegalStateException(new MustNotStart("set this or that."))))
                .isTrue();
        assertThat(output).contains("Standwith cannot start: set this or that.");
    }

    @Test
    void ofOtherFailuresNothingIsTold() {
        assertThat(reporter.reportException(new IllegalStateException("jane@example.org")))
                .isFalse();
    }
}
