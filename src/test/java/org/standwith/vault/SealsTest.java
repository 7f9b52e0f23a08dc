package org.standwith.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.standwith.vault.Seals.Compartment;

@ExtendWith(OutputCaptureExtension.class)
class SealsTest {

    private static final byte[] CANARY = "canary@example.org".getBytes(UTF_8);
    private static final int DAY_BITS = Integer.SIZE;

    private Installation installation;
    private Node node;

    @BeforeEach
    void start() {
        installation = new Installation();
        node = installation.node();
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(installation.clock.instant(), ZoneOffset.UTC);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSealedOpensInItsRowOnEveryNodeAndIsNeverTheSameTwice(Compartment compartment) {
        byte[] sealed = node.seals.seal(compartment, "row 1", CANARY);

        assertThat(installation.node().seals.open(compartment, "row 1", sealed)).contains(CANARY);
        assertThat(new String(sealed, UTF_8)).doesNotContain("canary");
        assertThat(node.seals.seal(compartment, "row 1", CANARY)).isNotEqualTo(sealed);
    }

    @ParameterizedTest
    @EnumSource
    void t10ItOpensInNoOtherRowAndNoOtherCompartment(Compartment compartment) {
        byte[] sealed = node.seals.seal(compartment, "row 1", CANARY);

        refused(compartment, "row 2", sealed);
        refused(compartment, "", sealed);
        for (Compartment other : Compartment.values()) {
            node.seals.seal(other, "row 1", CANARY);
            if (other != compartment) {
                opensNowhereIn(other, sealed);
            }
        }
    }

    /** What has no day is of a day long past to those that have one, and its key is gone. */
    private void opensNowhereIn(Compartment other, byte[] sealed) {
        if (other.name().matches("INBOX|ANSWER|MAIL|SESSION|WISH")
                && ByteBuffer.wrap(sealed).getInt() == 0) {
            assertThat(node.seals.open(other, "row 1", sealed)).isEmpty();
        } else {
            refused(other, "row 1", sealed);
        }
    }

    /** A day that is over may have no key any more, and then there is nothing. Every other bit is an alarm. */
    @ParameterizedTest
    @EnumSource
    void t10NoBitOfItCanBeChanged(Compartment compartment, CapturedOutput output) {
        byte[] sealed = node.seals.seal(compartment, "row 1", CANARY);
        int today = ByteBuffer.wrap(sealed).getInt();

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] other = sealed.clone();
            other[bit / 8] ^= (byte) (0x80 >> bit % 8);
            if (bit < DAY_BITS && today != 0 && ByteBuffer.wrap(other).getInt() <= today + 1) {
                assertThat(node.seals.open(compartment, "row 1", other)).isEmpty();
            } else {
                refused(compartment, "row 1", other);
            }
        }
        for (int length = 0; length < sealed.length; length++) {
            refused(compartment, "row 1", java.util.Arrays.copyOf(sealed, length));
        }
        assertThat(output).contains("Something sealed does not open").doesNotContain("canary", "row 1");
    }

    /** The key of the other day is there, and it was sealed in the same row. */
    @Test
    void t10ItCannotBeMovedToAnotherDay() {
        byte[] first = node.seals.seal(Compartment.INBOX, "row 1", CANARY);
        installation.clock.pass(Duration.ofDays(1));
        byte[] second = node.seals.seal(Compartment.INBOX, "row 1", CANARY);

        byte[] moved = first.clone();
        System.arraycopy(second, 0, moved, 0, Integer.BYTES);

        refused(Compartment.INBOX, "row 1", moved);
    }

    @Test
    void t10ItOpensInNoOtherOrganisation() {
        byte[] sealed = node.seals.seal(Compartment.OWNER, "row 1", CANARY);
        try (Installation abroad = new Installation()) {
            abroad.keyService = installation.keyService;
            Node there = abroad.node();
            there.seals.seal(Compartment.OWNER, "row 1", CANARY);

            assertThatExceptionOfType(Tampered.class)
                    .isThrownBy(() -> there.seals.open(Compartment.OWNER, "row 1", sealed));
            assertThat(there.refused()).isEqualTo(1);
        }
    }

    private void refused(Compartment compartment, String row, byte[] sealed) {
        double before = node.refused();
        assertThatExceptionOfType(Tampered.class)
                .isThrownBy(() -> node.seals.open(compartment, row, sealed))
                .withMessage("A sealed " + compartment + " does not open")
                .withNoCause();
        assertThat(node.refused()).isEqualTo(before + 1);
    }

    @Test
    void whenItsDaysKeyIsDestroyedNothingIsLeftOfItAnywhere() {
        byte[] old = node.seals.seal(Compartment.ANSWER, "row 1", CANARY);
        byte[] inbox = node.seals.seal(Compartment.INBOX, "row 1", CANARY);
        installation.clock.pass(Duration.ofDays(1));
        byte[] kept = node.seals.seal(Compartment.ANSWER, "row 1", CANARY);

        node.seals.destroyBefore(Compartment.ANSWER, today());

        Node other = installation.node();
        assertThat(other.seals.open(Compartment.ANSWER, "row 1", old)).isEmpty();
        assertThat(other.seals.open(Compartment.ANSWER, "row 1", kept)).contains(CANARY);
        assertThat(other.seals.open(Compartment.INBOX, "row 1", inbox)).contains(CANARY);
        assertThat(other.refused()).isZero();
        assertThat(Seals.isBefore(today(), old)).isTrue();
        assertThat(Seals.isBefore(today(), kept)).isFalse();
    }
}
