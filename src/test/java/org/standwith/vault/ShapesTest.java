package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.standwith.vault.DossierRows.Row;

/**
 * T9: whoever sees the rows of both schemas, but no key, and knows of half of the supporters how they are handled and
 * whether they gave an address, cannot tell it of the others.
 *
 * <p>Without any trace the area under the curve is 0.5, give or take {@code sqrt(1/(6n))} with {@code n} of each class in
 * the half that is judged. With 1,700 that is 0.01, so that 0.45 to 0.55 are five standard deviations: by chance this fails
 * once in a million runs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShapesTest {

    private static final int SUPPORTERS = 6_800;

    /** A row of each table, as one list of numbers, and what it would give away. */
    private record Seen(double[] features, boolean isProtected, boolean hasEmail) {}

    private final List<Seen> padded = new ArrayList<>();
    private final List<Seen> unpadded = new ArrayList<>();

    @BeforeAll
    void admit() {
        try (Installation installation = new Installation()) {
            Node node = installation.node();
            Random random = new Random();
            Map<UUID, boolean[]> truth = new HashMap<>();
            node.schema.inTransaction(() -> node.transaction.executeWithoutResult(status -> {
                for (int i = 0; i < SUPPORTERS; i++) {
                    boolean isProtected = random.nextBoolean();
                    boolean hasEmail = random.nextBoolean();
                    truth.put(
                            node.dossiers
                                    .admit(dossier(random, isProtected, hasEmail))
                                    .supporter(),
                            new boolean[] {isProtected, hasEmail});
                }
            }));
            Map<UUID, byte[]> wrapped = new HashMap<>();
            node.schema.jdbc().sql("select id, wrapped from subject_key").query(row -> {
                wrapped.put(UUID.fromString(row.getString(1)), row.getBytes(2));
            });
            List<UUID> inOrder = installation
                    .jdbc
                    .sql("select id from dossier")
                    .query((row, number) -> UUID.fromString(row.getString(1)))
                    .list();
            Map<UUID, Integer> places = new HashMap<>();
            inOrder.forEach(id -> places.put(id, places.size()));
            for (Row row : node.rows.find(inOrder)) {
                boolean[] is = truth.getOrDefault(row.id(), new boolean[2]);
                byte[] key = wrapped.getOrDefault(row.id(), new byte[0]);
                int place = places.getOrDefault(row.id(), 0);
                padded.add(new Seen(features(row, key, place), is[0], is[1]));
                unpadded.add(new Seen(features(withoutPadding(node, row), key, place), is[0], is[1]));
            }
        }
        assertThat(padded).hasSize(SUPPORTERS);
    }

    @AfterAll
    void forget() {
        padded.clear();
        unpadded.clear();
    }

    private static Dossier dossier(Random random, boolean isProtected, boolean hasEmail) {
        EmailAddress email = EmailAddress.read("jane" + Long.toString(random.nextLong() >>> 1, 36) + "@example.org")
                .orElseThrow();
        return new Dossier(
                hasEmail ? email : null,
                "de",
                new Dossier.Handling(isProtected ? "PROTECTED" : "OPEN", "policy-1"),
                List.of(),
                Set.of(UUID.randomUUID()));
    }

    /** The same, as it would lie there if it had been sealed as it is. */
    private static Row withoutPadding(Node node, Row row) {
        byte[] written = DossierJson.write(
                new DossierJson.Contents(node.dossiers.open(row.id()).orElseThrow(), new byte[32]));
        int end = written.length;
        while (written[end - 1] == 0) {
            end--;
        }
        byte[] sealed = Arrays.copyOf(row.sealed(), row.sealed().length - (written.length - end));
        return new Row(row.id(), row.emailIndex(), row.codeIndex(), sealed);
    }

    private static double[] features(Row row, byte[] wrapped, int place) {
        List<Double> features = new ArrayList<>();
        features.add((double) place);
        features.add((double) row.id().getMostSignificantBits());
        features.add((double) row.id().getLeastSignificantBits());
        for (byte[] column : List.of(row.emailIndex(), row.codeIndex(), row.sealed(), wrapped)) {
            features.add((double) column.length);
            int[] histogram = new int[64];
            for (byte each : column) {
                histogram[(each & 0xff) / 4]++;
            }
            for (int count : histogram) {
                features.add((double) count);
            }
            for (int i = 0; i < 16; i++) {
                features.add((double) (column[i] & 0xff));
            }
            features.add((double) ByteBuffer.wrap(column, column.length - 8, 8).getLong());
        }
        return features.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void t9HowTheyAreHandledIsNotSeen() {
        assertThat(area(padded, Seen::isProtected)).isBetween(0.45, 0.55);
    }

    @Test
    void t9WhetherThereIsAnAddressIsNotSeen() {
        assertThat(area(padded, Seen::hasEmail)).isBetween(0.45, 0.55);
    }

    @Test
    void withoutPaddingBothWouldBe() {
        List<Seen> withoutEmail =
                unpadded.stream().filter(each -> !each.hasEmail()).toList();

        assertThat(area(withoutEmail, Seen::isProtected)).isGreaterThan(0.9);
        assertThat(area(unpadded, Seen::hasEmail)).isGreaterThan(0.9);
    }

    /** What a naive Bayes classifier that has learnt from one half makes of the other. */
    private static double area(List<Seen> seen, Predicate<Seen> label) {
        List<Seen> half = seen.subList(0, seen.size() / 2);
        Bayes bayes = new Bayes(
                half.stream().filter(label).map(Seen::features).toList(),
                half.stream().filter(label.negate()).map(Seen::features).toList());
        List<Seen> others = seen.subList(seen.size() / 2, seen.size());
        double[] yes = others.stream()
                .filter(label)
                .mapToDouble(each -> bayes.score(each.features()))
                .sorted()
                .toArray();
        double[] no = others.stream()
                .filter(label.negate())
                .mapToDouble(each -> bayes.score(each.features()))
                .sorted()
                .toArray();
        assertThat(Math.min(yes.length, no.length)).isGreaterThan(700);
        return won(yes, no) / yes.length / no.length;
    }

    /** Of all pairs those in which the first one has the higher score; ties count half. */
    private static double won(double[] yes, double[] no) {
        double won = 0;
        for (double score : yes) {
            int below = lowest(no, score, false);
            won += below + (lowest(no, score, true) - below) / 2.0;
        }
        return won;
    }

    private static int lowest(double[] sorted, double score, boolean after) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            boolean left = after ? sorted[middle] <= score : sorted[middle] < score;
            from = left ? middle + 1 : from;
            to = left ? to : middle;
        }
        return from;
    }

    private static final class Bayes {

        private final double[][] means = new double[2][];
        private final double[][] variances = new double[2][];

        Bayes(List<double[]> yes, List<double[]> no) {
            learn(0, yes);
            learn(1, no);
        }

        private void learn(int kind, List<double[]> rows) {
            means[kind] = average(rows, row -> row);
            double[] mean = means[kind];
            variances[kind] = average(rows, row -> {
                double[] squares = new double[row.length];
                Arrays.setAll(squares, i -> (row[i] - mean[i]) * (row[i] - mean[i]));
                return squares;
            });
        }

        private static double[] average(List<double[]> rows, UnaryOperator<double[]> of) {
            double[] sum = new double[rows.getFirst().length];
            for (double[] row : rows) {
                double[] each = of.apply(row);
                Arrays.setAll(sum, i -> sum[i] + each[i]);
            }
            Arrays.setAll(sum, i -> sum[i] / rows.size());
            return sum;
        }

        double score(double[] row) {
            return logarithm(0, row) - logarithm(1, row);
        }

        private double logarithm(int kind, double[] row) {
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                // What never changes tells nothing, unless the other class has another value.
                double variance = Math.max(variances[kind][i], 1e-6);
                double off = row[i] - means[kind][i];
                sum -= Math.log(variance) / 2 + off * off / (2 * variance);
            }
            return sum;
        }
    }
}
