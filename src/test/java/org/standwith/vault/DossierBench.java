package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.standwith.bench.Figures;

/**
 * How long it takes to unwrap the keys of 100,000 supporters and open their dossiers, as reminders do, by two threads; and
 * beside it, how long the same number of blobs of the same length takes that are decrypted with one key.
 */
class DossierBench {

    private static final int SUPPORTERS = 100_000;
    private static final int BATCH = 500;
    private static final int THREADS = 2;
    private static final int EPOCHS = 2;
    private static final Duration BAR = Duration.ofSeconds(60);

    /** Asked for each key of an epoch once, and not for each supporter. */
    private static final class Counting implements KeyService {

        private final KeyService real;
        private final AtomicInteger unwrapped = new AtomicInteger();

        Counting(KeyService real) {
            this.real = real;
        }

        @Override
        public byte[] wrap(byte[] key, byte[] associated) {
            return real.wrap(key, associated);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, byte[] associated) {
            unwrapped.incrementAndGet();
            return real.unwrap(wrapped, associated);
        }

        @Override
        public int versionOf(byte[] wrapped) {
            return real.versionOf(wrapped);
        }

        @Override
        public int rotate() {
            return real.rotate();
        }

        @Override
        public void destroyBefore(int version) {
            real.destroyBefore(version);
        }
    }

    @Test
    void aHundredThousandDossiersOpenWithinAMinuteWithOneCallForEachEpoch() throws Exception {
        try (Installation installation = new Installation()) {
            KeysetHandle one = Sealing.newKey();
            List<List<UUID>> batches = admit(installation, Sealing.primitive(one, Aead.class));
            Counting counting = new Counting(installation.keyService);
            installation.keyService = counting;
            Node node = installation.node();
            Aead plainKey = Sealing.primitive(one, Aead.class);

            List<Duration> plain = new ArrayList<>();
            List<Duration> opened = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                plain.add(timed(batches, batch -> decrypted(installation, plainKey, batch)));
                opened.add(timed(batches, batch -> node.dossiers.open(batch).size()));
            }
            Duration reference = plain.stream().min(Duration::compareTo).orElseThrow();
            // The first one, with nothing in memory, is the one that counts.
            Duration first = opened.getFirst();

            Figures figures = new Figures("dossiers");
            figures.of("100,000 dossiers opened, with nothing in memory", first.toMillis(), "ms")
                    .beside("the same blobs by one key", reference.toMillis())
                    .bar("60 s", first.compareTo(BAR) < 0)
                    .with("again, ms", opened.getLast().toMillis())
                    .with("calls to the key service", counting.unwrapped.get());
            figures.write();
            assertThat(first).isLessThan(BAR);
            assertThat(counting.unwrapped).hasValue(EPOCHS);
            assertThat(node.refused()).isZero();
        }
    }

    private static List<List<UUID>> admit(Installation installation, Aead one) {
        Node node = installation.node();
        installation
                .jdbc
                .sql("create table plain_sealed (id char(36) character set ascii collate ascii_bin not null primary"
                        + " key, sealed mediumblob not null)")
                .update();
        List<List<UUID>> batches = new ArrayList<>();
        for (int from = 0; from < SUPPORTERS; from += BATCH) {
            if (from == SUPPORTERS / EPOCHS) {
                node.epochs.begin();
            }
            List<UUID> batch = new ArrayList<>();
            node.schema.inTransaction(() -> node.transaction.executeWithoutResult(status -> {
                for (int i = 0; i < BATCH; i++) {
                    UUID supporter = node.dossiers
                            .admit(Node.dossier("jane" + UUID.randomUUID() + "@example.org"))
                            .supporter();
                    batch.add(supporter);
                    installation
                            .jdbc
                            .sql("insert into plain_sealed (id, sealed) values (?, ?)")
                            .params(supporter.toString(), Sealing.seal(one, new byte[2048], new byte[0]))
                            .update();
                }
            }));
            batches.add(batch);
        }
        return batches;
    }

    private static int decrypted(Installation installation, Aead key, List<UUID> batch) {
        List<Map.Entry<String, byte[]>> rows = installation
                .jdbc
                .sql("select id, sealed from plain_sealed where id in (:ids)")
                .param("ids", batch.stream().map(UUID::toString).toList())
                .query((row, number) -> Map.entry(row.getString(1), row.getBytes(2)))
                .list();
        int length = 0;
        for (Map.Entry<String, byte[]> row : rows) {
            try {
                length += key.decrypt(row.getValue(), new byte[0]).length;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return length / 2048;
    }

    private static Duration timed(List<List<UUID>> batches, ToIntFunction<List<UUID>> open) throws Exception {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        int all = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Integer>> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(pool.submit(() -> {
                    int opened = 0;
                    for (int batch = next.getAndIncrement(); batch < batches.size(); batch = next.getAndIncrement()) {
                        opened += open.applyAsInt(batches.get(batch));
                    }
                    return opened;
                }));
            }
            for (Future<Integer> each : threads) {
                all += each.get();
            }
        }
        assertThat(all).isEqualTo(SUPPORTERS);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
