package org.standwith.commits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.standwith.AtOnce;

@Timeout(30)
class SharedCommitTest {

    private final Set<Integer> written = ConcurrentHashMap.newKeySet();
    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whoComesAloneIsWrittenAtOnce() {
        var commit = new SharedCommit<Integer>("test", 10, this::write);

        commit.write(1);
        commit.write(2);

        assertThat(sizes).containsExactly(1, 1);
    }

    @Test
    void whoComesWhileOthersAreWrittenSharesTheNextWrite() throws Exception {
        var first = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var commit = new SharedCommit<Integer>("test", 100, numbers -> {
            write(numbers);
            first.countDown();
            await(go);
        });
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> slow = pool.submit(() -> commit.write(0));
            await(first);
            List<Future<?>> others = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                int number = i;
                others.add(pool.submit(() -> commit.write(number)));
            }
            untilWaiting(commit, 20);
            go.countDown();
            slow.get();
            for (Future<?> other : others) {
                other.get();
            }
        }

        assertThat(sizes).containsExactly(1, 20);
    }

    @Test
    void noMoreThanSoManyAreWrittenTogether() throws Exception {
        var commit = new SharedCommit<Integer>("test", 3, this::write);
        AtomicInteger next = new AtomicInteger();

        AtOnce.times(32, () -> {
            for (int i = 0; i < 200; i++) {
                int number = next.getAndIncrement();
                commit.write(number);
                assertThat(written).contains(number);
            }
            return true;
        });

        assertThat(written).hasSize(6_400);
        assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(3));
    }

    /** Each is told what became of its own. */
    @Test
    void whatCannotBeWrittenTakesNothingWithIt() throws Exception {
        var commit = new SharedCommit<Integer>("test", 100, numbers -> {
            if (numbers.stream().anyMatch(number -> number % 7 == 0)) {
                throw new DataIntegrityViolationException("one of " + numbers);
            }
            write(numbers);
        });
        AtomicInteger next = new AtomicInteger(1);

        List<List<Integer>> refused = AtOnce.times(32, () -> {
            List<Integer> mine = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = next.getAndIncrement();
                try {
                    commit.write(number);
                    assertThat(written).contains(number);
                } catch (DataIntegrityViolationException e) {
                    assertThat(e).hasMessage("one of [" + number + "]");
                    mine.add(number);
                }
            }
            return mine;
        });

        assertThat(refused.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 3_200)
                        .filter(number -> number % 7 == 0)
                        .boxed()
                        .toList());
    }

    @Test
    void whereTheDatabaseIsAwayNothingIsTriedOneByOne() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        var first = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var commit = new SharedCommit<Integer>("test", 100, numbers -> {
            tries.incrementAndGet();
            first.countDown();
            await(go);
            throw new DataAccessResourceFailureException("away");
        });
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            all.add(pool.submit(() -> commit.write(0)));
            await(first);
            for (int i = 1; i <= 20; i++) {
                int number = i;
                all.add(pool.submit(() -> commit.write(number)));
            }
            untilWaiting(commit, 20);
            go.countDown();
            for (Future<?> each : all) {
                assertThatThrownBy(each::get).hasCauseInstanceOf(DataAccessResourceFailureException.class);
            }
        }

        assertThat(tries).hasValue(2);
    }

    /** Nobody waits for a writer that came to harm. */
    @Test
    void anErrorIsToldToAllWhomItConcernsAndTheNextOnesAreWritten() throws Exception {
        AtomicInteger broken = new AtomicInteger(5);
        var commit = new SharedCommit<Integer>("test", 4, numbers -> {
            if (broken.getAndDecrement() > 0) {
                throw new StackOverflowError();
            }
            write(numbers);
        });

        AtOnce.times(16, () -> {
            for (int i = 0; i < 50; i++) {
                sendUntilWritten(commit, i);
            }
            return true;
        });

        assertThat(written).hasSize(50);
    }

    /** As a provider does. */
    private static void sendUntilWritten(SharedCommit<Integer> commit, int number) {
        while (true) {
            try {
                commit.write(number);
                return;
            } catch (IllegalStateException e) {
                assertThat(e).hasCauseInstanceOf(StackOverflowError.class);
            }
        }
    }

    private void write(List<Integer> numbers) {
        sizes.add(numbers.size());
        written.addAll(numbers);
    }

    private static void untilWaiting(SharedCommit<?> commit, int many) {
        while (commit.waiting() < many) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
