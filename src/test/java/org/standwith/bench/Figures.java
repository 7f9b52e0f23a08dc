package org.standwith.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark found: each figure beside its reference from the same run. Printed, and kept as JSON in {@code target/bench}. */
public final class Figures {

    private final String name;
    private final List<Map<String, Object>> all = new ArrayList<>();

    /** @param name of the file */
    public Figures(String name) {
        this.name = name;
    }

    /** A figure, to be told more about. */
    public Figure of(String what, double value, String unit) {
        Map<String, Object> figure = new LinkedHashMap<>();
        figure.put("what", what);
        figure.put("value", rounded(value));
        figure.put("unit", unit);
        all.add(figure);
        return new Figure(figure, value);
    }

    /** One of them, in the making. */
    public static final class Figure {

        private final Map<String, Object> figure;
        private final double value;

        private Figure(Map<String, Object> figure, double value) {
            this.figure = figure;
            this.value = value;
        }

        /** Beside what it stands; the ratio is its value by that one's. */
        public Figure beside(String what, double reference) {
            figure.put("reference", Map.of("what", what, "value", rounded(reference)));
            figure.put("ratio", rounded(value / reference));
            return this;
        }

        /** What it has to reach, in words, and whether it does. */
        public Figure bar(String bar, boolean met) {
            figure.put("bar", bar);
            figure.put("met", met);
            return this;
        }

        /** What else was measured with it. */
        public Figure with(String what, double more) {
            figure.put(what, rounded(more));
            return this;
        }
    }

    /** To be called again whenever there are more: a run that is broken off leaves what it found. */
    public void write() {
        try {
            Path folder = Files.createDirectories(Path.of("target/bench"));
            String json = JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(all);
            Files.writeString(folder.resolve(name + ".json"), json + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(name + ": " + all.getLast());
    }

    private static double rounded(double value) {
        double digits = Math.abs(value) < 10 ? 1000 : 10;
        return Math.round(value * digits) / digits;
    }
}
