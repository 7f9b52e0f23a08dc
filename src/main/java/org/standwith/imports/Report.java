package org.standwith.imports;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an import has come to so far.
 *
 * @param lines by what was looked at and what became of it, in a fixed order
 */
public record Report(List<Line> lines) {

    /**
     * @param stage subscriptions or payments
     * @param examples the provider's ids of the first of them that were not taken; some weeks after the import none. They lead
     *     to people, and are for the eyes of whoever may import alone
     */
    public record Line(Import.Stage stage, Result result, long howMany, List<String> examples) {
        @Override
        public String toString() {
            return "Line[" + stage + ", " + result + ", " + howMany + "]";
        }
    }

    /** How many of these became what. */
    public Map<Result, Long> counts(Import.Stage stage) {
        Map<Result, Long> counts = new EnumMap<>(Result.class);
        lines.stream().filter(line -> line.stage() == stage).forEach(line -> counts.put(line.result(), line.howMany()));
        return counts;
    }
}
