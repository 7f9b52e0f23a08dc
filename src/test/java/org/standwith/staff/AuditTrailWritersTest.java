package org.standwith.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import org.standwith.StandwithTest;
import org.standwith.staff.AuditTrail.Intact;

@StandwithTest
class AuditTrailWritersTest {

    @Autowired
    private AuditTrail trail;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void manyWritersMakeOneChain() {
        IntStream.range(0, 40)
                .parallel()
                .forEach(index -> trail.record("ann@example.org", "test", "subject " + index, ""));

        assertThat(trail.verify()).isInstanceOf(Intact.class);
        assertThat(trail.latest(40)).extracting(AuditEntry::action).containsOnly("test");
    }

    @Test
    void whatWasRolledBackIsNotInTheTrail() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    trail.record("ann@example.org", "undone", "", "");
                    throw new IllegalStateException("after all not");
                }))
                .hasMessage("after all not");

        assertThat(trail.latest(100)).extracting(AuditEntry::action).doesNotContain("undone");
        assertThat(trail.verify()).isInstanceOf(Intact.class);
    }
}
