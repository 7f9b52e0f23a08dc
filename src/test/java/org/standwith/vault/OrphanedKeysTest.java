package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.PassingTime;
import org.standwith.Time;

/** How long keys are kept, as the inventory has it. */
@PassingTime
class OrphanedKeysTest {

    /** Longer than any node goes on with a key that another one has replaced. */
    private static final Duration HEARD = Duration.ofMinutes(3);

    @Autowired
    Time time;

    @Autowired
    SubjectKeys keys;

    @Autowired
    Dossiers dossiers;

    @Autowired
    EpochKeys epochs;

    @Autowired
    KeySchema schema;

    @Autowired
    TransactionTemplate transaction;

    /** The key is committed before the dossier, and a checkout may fail in between. */
    @Test
    void aKeyThatBelongsToNoDossierGoesWithTheNextEpoch() {
        UUID orphan = UUID.randomUUID();
        keys.create(orphan);
        UUID supporter = admit();
        time.pass(Duration.ofHours(1));
        assertThat(keys.load(List.of(orphan, supporter))).containsOnlyKeys(orphan, supporter);

        aWeekPasses();

        assertThat(keys.load(List.of(orphan, supporter))).doesNotContainKey(orphan);
    }

    @Test
    void anEpochThatNothingIsWrappedByAnyMoreIsDestroyedWhenNoRestoreCanNeedIt() {
        int epoch = epochs.current().number();
        aWeekPasses();
        assertThat(epochs.current().number()).isGreaterThan(epoch);
        assertThat(epochs.numbers()).contains(epoch);

        time.pass(Duration.ofDays(9));

        assertThat(epochs.numbers()).doesNotContain(epoch);
    }

    @Test
    void noSupporterIsNamedByARotationThatIsOver() {
        admit();
        aWeekPasses();

        assertThat(schema.jdbc()
                        .sql("select position from rotation where finished_at is not null")
                        .query((row, number) -> row.getString(1))
                        .list())
                .isNotEmpty()
                .containsOnly("");
    }

    private void aWeekPasses() {
        time.pass(Duration.ofDays(7));
        time.pass(HEARD);
    }

    private UUID admit() {
        return transaction.execute(status -> dossiers.admit(new Dossier(
                        null,
                        "en",
                        new Dossier.Handling("CAUTION", "alike-1"),
                        List.of(new Dossier.Acknowledgement("caution-1", YearMonth.of(2026, 3))),
                        Set.of(UUID.randomUUID())))
                .supporter());
    }
}
