package org.standwith.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The other process: does what it is told line by line, and answers each line by what it measured. */
final class LoadProcess {

    /** What is done over and over by one thread. */
    interface Work extends AutoCloseable {

        /** @return whether it succeeded */
        boolean once(long sequence, long nanos) throws IOException, SQLException;

        @Override
        void close() throws IOException, SQLException;
    }

    interface Begin {
        Work begin(int thread) throws Exception;
    }

    private static volatile double pace;
    private static final AtomicLong NEXT = new AtomicLong();

    private LoadProcess() {}

    public static void main(String[] args) throws Exception {
        Renewals renewals = new Renewals(Integer.parseInt(args[0]));
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                ExecutorService running = Executors.newSingleThreadExecutor()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                if (words[0].equals("pace")) {
                    pace = Double.parseDouble(words[1]);
                } else {
                    pace = 0;
                    running.submit(() -> answer(words, renewals));
                }
            }
        }
    }

    private static void answer(String[] words, Renewals renewals) {
        try {
            int threads = Integer.parseInt(words[1]);
            long millis = Long.parseLong(words[2]);
            String where = words[3];
            String answer = switch (words[0]) {
                case "renewals" -> {
                    pace = Double.parseDouble(words[5]);
                    yield run(threads, millis, thread -> webhooks(where, renewals, false), Path.of(words[4]));
                }
                case "charges" -> {
                    pace = Double.parseDouble(words[5]);
                    yield run(threads, millis, thread -> webhooks(where, renewals, true), Path.of(words[4]));
                }
                case "wishes" -> run(threads, millis, thread -> wishes(where), null);
                case "inserts" ->
                    run(
                            threads,
                            millis,
                            thread -> new PlainInserts(where, sequence -> renewals.charge(sequence, 1_780_000_000)),
                            null);
                case "inserts-of" -> {
                    byte[] payload = new byte[Integer.parseInt(words[4])];
                    yield run(threads, millis, thread -> new PlainInserts(where, sequence -> payload), null);
                }
                case "transactions" -> run(threads, millis, thread -> new PlainTransactions(where, renewals), null);
                default -> throw new IllegalArgumentException(words[0]);
            };
            System.out.println("done " + answer);
        } catch (Exception | Error e) {
            e.printStackTrace();
            System.out.println("failed " + e);
        }
    }

    private static Work webhooks(String port, Renewals renewals, boolean chargesOnly) throws Exception {
        Sender sender = new Sender(Integer.parseInt(port), "whsec_test");
        return new Work() {
            @Override
            public boolean once(long sequence, long nanos) throws IOException {
                long second = System.currentTimeMillis() / 1000;
                byte[] body = chargesOnly ? renewals.charge(sequence, second) : renewals.body(sequence, second);
                return sender.send(body, second) == 200;
            }

            @Override
            public void close() throws IOException {
                sender.close();
            }
        };
    }

    /** That somebody new wants to be reminded. */
    private static Work wishes(String port) throws Exception {
        Sender sender = new Sender(Integer.parseInt(port), "unused");
        return new Work() {
            @Override
            public boolean once(long sequence, long nanos) throws IOException {
                String wish =
                        "{\"email\":\"reader-" + sequence + "@mail.example\",\"remindIn\":\"P1M\",\"locale\":\"en\"}";
                return sender.post("/api/v1/reminders", wish.getBytes(StandardCharsets.UTF_8), "") == 202;
            }

            @Override
            public void close() throws IOException {
                sender.close();
            }
        };
    }

    /** Times count from when it was due to be sent, so that a sender that is held up does not hide what it was held up by. */
    private static String run(int threads, long millis, Begin begin, @Nullable Path times) throws Exception {
        // Each run begins with another renewal.
        long first = NEXT.updateAndGet(last -> (last / Renewals.TYPES.size() + 1) * Renewals.TYPES.size());
        AtomicInteger failures = new AtomicInteger();
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            works.add(begin.begin(i));
        }
        long cpu = cpu();
        long start = System.nanoTime();
        long end = start + millis * 1_000_000;
        AtomicLong slot = new AtomicLong(start);
        List<long[]> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<long[]>> working = new ArrayList<>();
            for (Work each : works) {
                working.add(pool.submit(() -> {
                    try (each) {
                        return work(each, slot, end, failures);
                    }
                }));
            }
            for (Future<long[]> each : working) {
                all.add(each.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        long nanos = System.nanoTime() - start;
        long used = cpu() - cpu;
        long count = NEXT.get() - first;
        if (times != null) {
            write(all, times);
        }
        long[] took = all.stream()
                .flatMapToLong(each -> {
                    long[] latencies = new long[each.length / 3];
                    for (int i = 0; i < latencies.length; i++) {
                        latencies[i] = each[3 * i + 2];
                    }
                    return Arrays.stream(latencies);
                })
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %d %d",
                count,
                failures.get(),
                nanos,
                took[took.length / 2],
                took[(int) (took.length * 0.99)],
                used);
    }

    /** Sequence, when it was due in microseconds since 1970, and how many nanoseconds it took; of each. */
    private static long[] work(Work work, AtomicLong slot, long end, AtomicInteger failures) throws Exception {
        long epoch = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
        long[] measured = new long[3 << 16];
        int size = 0;
        while (true) {
            long due = due(slot);
            if (due >= end) {
                return Arrays.copyOf(measured, size);
            }
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            long sequence = NEXT.getAndIncrement();
            if (!work.once(sequence, due)) {
                failures.incrementAndGet();
            }
            if (size == measured.length) {
                measured = Arrays.copyOf(measured, 2 * size);
            }
            measured[size++] = sequence;
            measured[size++] = (epoch + due) / 1000;
            measured[size++] = System.nanoTime() - due;
        }
    }

    private static long due(AtomicLong slot) {
        double rate = pace;
        long now = System.nanoTime();
        if (rate <= 0) {
            return now;
        }
        long step = (long) (1_000_000_000 / rate);
        // What cannot be caught up with within a second is left out.
        return slot.updateAndGet(last -> Math.max(last + step, now - 1_000_000_000));
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void write(List<long[]> all, Path file) throws IOException {
        int size = all.stream().mapToInt(each -> each.length / 3).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size * 2 * Long.BYTES);
        for (long[] each : all) {
            for (int i = 0; i < each.length; i += 3) {
                bytes.putLong(each[i]).putLong(each[i + 1]);
            }
        }
        Files.write(file, bytes.array());
    }
}
