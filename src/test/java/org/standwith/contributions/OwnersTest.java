package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.standwith.contributions.Telling.STRIPE;
import static org.standwith.contributions.Telling.dollars;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.StandwithTest;
import org.standwith.money.Cadence;
import org.standwith.vault.Person;
import org.standwith.vault.Tampered;

@StandwithTest
class OwnersTest {

    @Autowired
    Owners owners;

    @Autowired
    PeopleInContributions people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MeterRegistry meters;

    private final UUID supporter = UUID.randomUUID();
    private UUID first;
    private UUID second;

    @BeforeEach
    void twoContributionsOfOne(@Autowired AutowireCapableBeanFactory beans) {
        Desk desk = beans.createBean(Desk.class);
        first = owned(desk);
        second = owned(desk);
    }

    private UUID owned(Desk desk) {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        UUID contribution = desk.open(STRIPE, Cadence.ONCE, dollars(500), at, "reference_" + UUID.randomUUID());
        write(contribution, owners.seal(contribution, supporter));
        return contribution;
    }

    private byte[] read(UUID contribution) {
        return jdbc.sql("select owner from contribution where id = ?")
                .param(contribution.toString())
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    private void write(UUID contribution, byte[] owner) {
        jdbc.sql("update contribution set owner = ? where id = ?")
                .params(owner, contribution.toString())
                .update();
    }

    @Test
    void whoseContributionsAreIsFoundInTheRowsAlone() {
        assertThat(people.contributionsOf(Set.of(supporter, UUID.randomUUID())))
                .isEqualTo(Map.of(supporter, Set.of(first, second)));
        assertThat(read(first)).isNotEqualTo(read(second));
    }

    @Test
    void whatWasErasedIsNobodysAndLooksLikeAnyOther() {
        int length = read(first).length;

        people.erase(new Person(supporter, Set.of(first)));

        assertThat(people.contributionsOf(Set.of(supporter))).isEqualTo(Map.of(supporter, Set.of(second)));
        assertThat(read(first)).hasSize(length);
        assertThat(owners.open(first, read(first))).isPresent().get().isNotEqualTo(supporter);
    }

    @Test
    void t10AnOwnerThatWasMovedOrChangedIsRefusedAndHoldsUpNobody() {
        byte[] moved = read(second);
        byte[] changed = read(first);
        for (byte[] planted : new byte[][] {moved, flipped(changed, 0), flipped(changed, 100), new byte[2]}) {
            write(first, planted);
            double before = meters.counter("standwith.vault.refused").count();

            assertThatExceptionOfType(Tampered.class).isThrownBy(() -> owners.open(first, read(first)));
            assertThat(people.contributionsOf(Set.of(supporter))).isEqualTo(Map.of(supporter, Set.of(second)));

            assertThat(meters.counter("standwith.vault.refused").count()).isEqualTo(before + 2);
        }
        write(first, changed);
    }

    private static byte[] flipped(byte[] value, int bit) {
        byte[] other = value.clone();
        other[bit / 8] ^= (byte) (1 << bit % 8);
        return other;
    }
}
