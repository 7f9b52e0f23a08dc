package org.standwith.staff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.StandwithTest;
import org.standwith.staff.AuditTrail.Broken;
import org.standwith.staff.AuditTrail.Intact;

@StandwithTest
@Transactional
class AuditTrailTest {

    @Autowired
    private AuditTrail trail;

    @Autowired
    private JdbcClient jdbc;

    private long first;

    @BeforeEach
    void threeThingsHappen() {
        first = length() + 1;
        trail.record("ann@example.org", "event.replay", "evt_1", "");
        trail.record("bob@example.org", "token.issue", "nightly", "REPORTS_READ");
        trail.record("ann@example.org", "event.replay", "evt_2", "Ünïcödé ✓");
    }

    @Test
    void anUntouchedTrailIsIntact() {
        assertThat(trail.verify()).isInstanceOfSatisfying(Intact.class, intact -> {
            assertThat(intact.entries()).isEqualTo(first + 2);
            assertThat(intact.head()).hasSize(64);
        });
    }

    @Test
    void theLatestComesFirst() {
        assertThat(trail.latest(2)).extracting(AuditEntry::subject).containsExactly("evt_2", "nightly");
    }

    @Test
    void aChangedEntryIsFound() {
        jdbc.sql("update staff_audit set actor = 'eve@example.org' where seq = ?")
                .param(first + 1)
                .update();

        assertThat(trail.verify()).isEqualTo(new Broken(first + 1, "is not as it was written"));
    }

    @Test
    void textMovedBetweenFieldsIsFound() {
        jdbc.sql("update staff_audit set action = 'event.replaye', subject = 'vt_1' where seq = ?")
                .param(first)
                .update();

        assertThat(trail.verify()).isEqualTo(new Broken(first, "is not as it was written"));
    }

    @Test
    void aRemovedEntryIsFound() {
        jdbc.sql("delete from staff_audit where seq = ?").param(first + 1).update();

        assertThat(trail.verify()).isEqualTo(new Broken(first + 1, "is missing"));
    }

    @Test
    void removedLastEntriesAreFound() {
        jdbc.sql("delete from staff_audit where seq > ?").param(first).update();

        assertThat(trail.verify()).isEqualTo(new Broken(first + 1, "is missing"));
    }

    @Test
    void anEntryAddedPastTheTrailIsFound() {
        jdbc.sql("""
            insert into staff_audit (seq, at, actor, action, subject, detail, hash)
            select seq + 1, at, actor, action, subject, detail, hash from staff_audit where seq = ?\
            """).param(first + 2).update();

        assertThat(trail.verify()).isEqualTo(new Broken(first + 3, "is not as it was written"));
    }

    @Test
    void aLongTextIsCutRatherThanRefused() {
        trail.record("ann@example.org", "x".repeat(100), "y".repeat(300), "z".repeat(2000));

        assertThat(trail.verify()).isInstanceOf(Intact.class);
    }

    private long length() {
        return trail.latest(1).stream().mapToLong(AuditEntry::seq).findFirst().orElse(0);
    }
}
