package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.dao.TransientDataAccessException;
import org.standwith.AtOnce;
import org.standwith.StandwithTest;
import org.standwith.contributions.Tale.Stands;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;

/** Through the door into the database: contributions and books, against what the tellers know must come of it. */
@StandwithTest
class AnyOrderInTheBooksTest {

    @Autowired
    Door door;

    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired AutowireCapableBeanFactory beans) {
        desk = beans.createBean(Desk.class);
    }

    @AfterEach
    void everyEntryBalances() {
        assertThat(desk.unbalanced()).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 48);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameFactsMakeTheSameContributionsAndBooksInAnyOrderRepeatedAndInAnyBatches(long seed) {
        Random random = new Random(seed);
        Told told = tell(random);

        Delivery.inBatches(told.histories.facts(), random).forEach(door::admit);

        told.cameOutAsTold();
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112})
    void theSameFactsMakeTheSameContributionsAndBooksWhenSeveralBookThemAtOnce(long seed) throws Exception {
        Random random = new Random(seed);
        Told told = tell(random);
        Queue<List<Fact>> batches = new ConcurrentLinkedQueue<>(Delivery.inBatches(told.histories.facts(), random));
        // And all of it once more, so that the same fact is often booked by two at the same time.
        batches.addAll(Delivery.inBatches(told.histories.facts(), random));

        AtOnce.times(2 + random.nextInt(3), () -> {
            for (List<Fact> batch = batches.poll(); batch != null; batch = batches.poll()) {
                admitPatiently(batch);
            }
            return true;
        });

        told.cameOutAsTold();
    }

    /** As the inbox does it: again where it was lost to another transaction, and then in halves. */
    private void admitPatiently(List<Fact> batch) {
        for (int left = 3; ; left--) {
            try {
                door.admit(batch);
                return;
            } catch (TransientDataAccessException e) {
                if (left == 0 && batch.size() == 1) {
                    throw e;
                }
                if (left == 0) {
                    admitPatiently(batch.subList(0, batch.size() / 2));
                    admitPatiently(batch.subList(batch.size() / 2, batch.size()));
                    return;
                }
            }
        }
    }

    private Told tell(Random random) {
        String tail = "_" + UUID.randomUUID().toString().substring(24);
        Histories histories = Histories.of(random, tail);
        Map<Tale, UUID> contributions = new LinkedHashMap<>();
        histories
                .tales()
                .forEach(tale -> contributions.put(
                        tale, desk.open(tale.provider, tale.cadence, tale.wanted, tale.created, tale.reference)));
        return new Told(tail, histories, contributions);
    }

    private final class Told {

        private final String tail;
        private final Histories histories;
        private final Map<Tale, UUID> contributions;

        Told(String tail, Histories histories, Map<Tale, UUID> contributions) {
            this.tail = tail;
            this.histories = histories;
            this.contributions = contributions;
        }

        /** The journal is whole: strangers' money is in suspense, and nobody else's. */
        void cameOutAsTold() {
            assertThat(desk.journal(tail)).isEqualTo(histories.journal());
            List<String> rows = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            contributions.forEach((tale, id) -> {
                rows.add(desk.row(id));
                expected.add(row(tale));
            });
            assertThat(rows).isEqualTo(expected);
        }

        private static String row(Tale tale) {
            Stands stands = tale.stands();
            if (stands != null) {
                return Desk.row(stands.state(), stands.since(), stands.until(), tale.due());
            }
            // Nobody can know it, but it has to be the same as in the order in which it was told.
            State state = History.fold(tale.cadence, tale.created, tale.facts()).state();
            Instant until = state.until();
            return Desk.row(state.getClass().getSimpleName(), state.since(), until, tale.due());
        }
    }
}
