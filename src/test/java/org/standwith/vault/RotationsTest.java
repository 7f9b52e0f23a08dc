package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.standwith.problem.Problem;
import org.standwith.vault.Rotations.Kind;
import org.standwith.vault.Rotations.Progress;

class RotationsTest {

    private Installation installation;
    private Node node;

    /** By supporter. */
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    private record Known(EmailAddress email, SupporterCode code) {}

    @BeforeEach
    void start() {
        installation = new Installation();
        node = installation.node();
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    private UUID admit(Node by, int number) {
        Dossier dossier = Node.dossier("jane" + number + "@example.org");
        Dossiers.Admitted admitted = by.admit(dossier);
        known.put(
                admitted.supporter(),
                new Known(EmailAddress.read("jane" + number + "@example.org").orElseThrow(), admitted.code()));
        return admitted.supporter();
    }

    private void isThere(Node by, UUID supporter) {
        Known one = Objects.requireNonNull(known.get(supporter));
        assertThat(by.dossiers.open(supporter))
                .hasValueSatisfying(dossier -> assertThat(dossier.email()).isEqualTo(one.email()));
        assertThat(by.dossiers.open(List.of(supporter))).containsKey(supporter);
        assertThat(by.dossiers.withEmail(one.email())).contains(supporter);
        assertThat(by.dossiers.withCode(one.code())).contains(supporter);
    }

    private void everybodyIsThere(Node by) {
        known.keySet().forEach(supporter -> isThere(by, supporter));
        assertThat(by.refused()).isZero();
    }

    private Map<UUID, String> seals() {
        Map<UUID, String> seals = new HashMap<>();
        installation.jdbc.sql("select id, hex(sealed) from dossier").query(row -> {
            seals.put(UUID.fromString(row.getString(1)), row.getString(2));
        });
        return seals;
    }

    private Collection<KeysetHandle> keysOf(UUID supporter) {
        return installation.node().subjectKeys.load(List.of(supporter)).values();
    }

    private KeysetHandle keyOf(UUID supporter) {
        return keysOf(supporter).iterator().next();
    }

    @ParameterizedTest
    @EnumSource
    void everybodyIsThereAfterwardsWithProgressTold(Kind kind) {
        for (int i = 0; i < 5; i++) {
            admit(node, i);
        }
        Progress started = node.rotations.start(kind);

        assertThat(node.rotations.latest().getFirst().finished()).isNull();
        node.finish();

        Progress finished = node.rotations.latest().getFirst();
        assertThat(finished.id()).isEqualTo(started.id());
        assertThat(finished.kind()).isEqualTo(kind);
        assertThat(finished.finished()).isAfterOrEqualTo(started.started());
        assertThat(finished.done()).isEqualTo(finished.total()).isEqualTo(walked(kind) ? 5 : 0);
        everybodyIsThere(node);
        everybodyIsThere(installation.node());
    }

    @Test
    void ofTheKeyServiceEveryEpochIsWrappedByTheNewVersion() {
        admit(node, 1);
        node.rotate(Kind.EPOCH);
        node.rotate(Kind.KEY_SERVICE);

        assertThat(node.schema
                        .jdbc()
                        .sql("select wrapped from epoch_key")
                        .query((row, number) -> installation.keyService.versionOf(row.getBytes(1)))
                        .list())
                .containsExactly(3, 3);
    }

    @Test
    void ofTheEpochNothingIsWrappedByTheOldOneAndEverybodyIsSealedAnew() {
        UUID supporter = admit(node, 1);
        Map<UUID, String> before = seals();
        KeysetHandle key = keyOf(supporter);

        node.rotate(Kind.EPOCH);

        assertThat(node.schema
                        .jdbc()
                        .sql("select epoch from subject_key union all select epoch from service_key")
                        .query(Integer.class)
                        .list())
                .isNotEmpty()
                .containsOnly(2);
        assertThat(seals().get(supporter)).isNotEqualTo(before.get(supporter));
        assertThat(keyOf(supporter).equalsKeyset(key)).isTrue();
    }

    @Test
    void ofSupportersTheOldKeyIsGone() {
        UUID supporter = admit(node, 1);
        KeysetHandle before = keyOf(supporter);

        node.rotate(Kind.SUPPORTERS);

        KeysetHandle now = keyOf(supporter);
        assertThat(now.size()).isEqualTo(1);
        assertThat(now.getPrimary().getId()).isNotEqualTo(before.getPrimary().getId());
    }

    @Test
    void ofIndexesEveryValueIsAnotherAndTheOldKeyIsGone() {
        admit(node, 1);
        String values = "select concat(hex(email_index), hex(code_index)) from dossier";
        String before = installation.jdbc.sql(values).query(String.class).single();

        node.rotate(Kind.INDEXES);

        String now = installation.jdbc.sql(values).query(String.class).single();
        assertThat(now.substring(0, 32)).isNotEqualTo(before.substring(0, 32));
        assertThat(now.substring(32)).isNotEqualTo(before.substring(32));
        assertThat(node.serviceKeys.load("index:EMAIL").orElseThrow().size()).isEqualTo(1);
        assertThat(node.serviceKeys.load("index:CODE").orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void aSecondOneIsRefusedUntilTheFirstIsOver() {
        node.rotations.start(Kind.SUPPORTERS);

        assertThatThrownBy(() -> installation.node().rotations.start(Kind.EPOCH))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT));
        node.finish();
        node.rotate(Kind.EPOCH);
        assertThat(node.rotations.latest()).hasSize(2);
    }

    @Test
    void anErasedSupporterStaysErased() {
        UUID erased = admit(node, 1);
        UUID other = admit(node, 2);
        node.erasure.erase(erased);
        known.remove(erased);

        for (Kind kind : Kind.values()) {
            node.rotate(kind);
        }

        assertThat(node.dossiers.open(erased)).isEmpty();
        assertThat(keysOf(erased)).isEmpty();
        isThere(node, other);
    }

    @Test
    void keysOfACheckoutThatFailedGoWithTheirEpoch() {
        UUID nobody = UUID.randomUUID();
        node.subjectKeys.create(nobody);

        node.rotate(Kind.EPOCH);

        assertThat(keysOf(nobody)).isEmpty();
    }

    /** Two other nodes go on meanwhile; time passes between what they do, as nothing takes them a minute. */
    @ParameterizedTest
    @EnumSource
    void whoReadsChangesAndComesMeanwhileLosesNothing(Kind kind) throws Exception {
        for (int i = 0; i < 250; i++) {
            admit(node, i);
        }
        List<UUID> first = List.copyOf(known.keySet());
        ReentrantReadWriteLock time = new ReentrantReadWriteLock();
        AtomicBoolean over = new AtomicBoolean();
        Map<UUID, List<UUID>> given = new ConcurrentHashMap<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> others = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                int number = thread;
                Node other = installation.node();
                others.add(pool.submit(() -> {
                    Random random = new Random(number);
                    int rounds = 0;
                    for (; !over.get(); rounds++) {
                        time.readLock().lock();
                        try {
                            UUID supporter = first.get(random.nextInt(first.size()));
                            isThere(other, supporter);
                            UUID contribution = UUID.randomUUID();
                            assertThat(other.change(supporter, dossier -> dossier.withContribution(contribution)))
                                    .isTrue();
                            given.computeIfAbsent(supporter, any -> new CopyOnWriteArrayList<>())
                                    .add(contribution);
                            isThere(other, admit(other, 1_000 * (1 + number) + rounds));
                        } finally {
                            time.readLock().unlock();
                        }
                    }
                    assertThat(other.refused()).isZero();
                    return rounds;
                }));
            }
            node.rotations.start(kind);
            while (node.rotations.running().isPresent() && others.stream().noneMatch(Future::isDone)) {
                node.work.carryOn();
                time.writeLock().lock();
                installation.clock.pass(Duration.ofSeconds(40));
                time.writeLock().unlock();
            }
            over.set(true);
            int rounds = 0;
            for (Future<Integer> each : others) {
                rounds += each.get(60, TimeUnit.SECONDS);
            }
            assertThat(rounds).isPositive();
        }

        Node fresh = installation.node();
        assertThat(fresh.rotations.running()).isEmpty();
        everybodyIsThere(fresh);
        given.forEach((supporter, contributions) -> assertThat(
                        fresh.dossiers.open(supporter).orElseThrow().contributions())
                .containsAll(contributions));
    }

    private static boolean walked(Kind kind) {
        return switch (kind) {
            case EPOCH, SUPPORTERS, INDEXES -> true;
            case KEY_SERVICE, SIGNATURES -> false;
        };
    }
}
