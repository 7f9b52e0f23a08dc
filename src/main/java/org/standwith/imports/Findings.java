package org.standwith.imports;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.standwith.imports.Import.Stage;
import org.standwith.payments.Provider;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;

/** What imports have looked at, and what became of it. */
@Component
class Findings {

    /** So many of each sort, so that somebody can look at them over there. */
    private static final int EXAMPLES = 20;

    private final JdbcTemplate jdbc;
    private final BlindIndexes indexes;
    private final Seals seals;

    Findings(JdbcTemplate jdbc, BlindIndexes indexes, Seals seals) {
        this.jdbc = jdbc;
        this.indexes = indexes;
        this.seals = seals;
    }

    /** Those of these that this run has not looked at. */
    Set<String> fresh(Import run, Collection<String> refs) {
        Set<String> fresh = new LinkedHashSet<>(refs);
        if (fresh.isEmpty()) {
            return fresh;
        }
        Map<String, String> byIndex = new HashMap<>();
        List<Object> parameters = new ArrayList<>();
        parameters.add(run.id().toString());
        for (String ref : fresh) {
            byte[] index = index(run.provider(), ref);
            byIndex.put(HexFormat.of().formatHex(index), ref);
            parameters.add(index);
        }
        String places = fresh.stream().map(any -> "?").collect(Collectors.joining(","));
        Set<String> seen = new HashSet<>();
        jdbc.query(
                "select ref from import_seen where run = ? and ref in (" + places + ")",
                row -> {
                    seen.add(byIndex.getOrDefault(HexFormat.of().formatHex(row.getBytes(1)), ""));
                },
                parameters.toArray());
        fresh.removeAll(seen);
        return fresh;
    }

    /** In the transaction that notes how far the run is. */
    void keep(Import run, Stage stage, Map<String, Result> results) {
        jdbc.batchUpdate(
                "insert into import_seen (run, ref) values (?, ?)",
                results.keySet().stream()
                        .map(ref -> new Object[] {run.id().toString(), index(run.provider(), ref)})
                        .toList());
        Map<Result, List<String>> byResult = results.keySet().stream().collect(Collectors.groupingBy(results::get));
        byResult.forEach((result, refs) -> {
            if (result.isNotTaken()) {
                examples(run, stage, result, refs);
            }
            jdbc.update(
                    "insert into import_count (run, stage, result, how_many) values (?, ?, ?, ?)"
                            + " on duplicate key update how_many = how_many + values(how_many)",
                    run.id().toString(),
                    stage.name(),
                    result.name(),
                    refs.size());
        });
    }

    private void examples(Import run, Stage stage, Result result, List<String> refs) {
        Integer kept = jdbc.queryForObject(
                "select count(*) from import_example where run = ? and stage = ? and result = ?",
                Integer.class,
                run.id().toString(),
                stage.name(),
                result.name());
        int place = kept == null ? 0 : kept;
        for (String ref : refs.stream().limit(Math.max(0, EXAMPLES - place)).toList()) {
            place++;
            jdbc.update(
                    "insert into import_example (run, stage, result, place, sealed) values (?, ?, ?, ?, ?)",
                    run.id().toString(),
                    stage.name(),
                    result.name(),
                    place,
                    seals.seal(
                            Compartment.PROVIDER_ID,
                            row(run.id(), stage, result, place),
                            ref.getBytes(StandardCharsets.UTF_8)));
        }
    }

    Report report(UUID run) {
        return new Report(jdbc
                .query(
                        "select stage, result, how_many from import_count where run = ?",
                        (row, number) -> {
                            Stage stage = Stage.valueOf(row.getString(1));
                            Result result = Result.valueOf(row.getString(2));
                            return new Report.Line(stage, result, row.getLong(3), examples(run, stage, result));
                        },
                        run.toString())
                .stream()
                .sorted(Comparator.comparing(Report.Line::stage).thenComparing(Report.Line::result))
                .toList());
    }

    private List<String> examples(UUID run, Stage stage, Result result) {
        List<String> examples = new ArrayList<>();
        jdbc.query(
                "select place, sealed from import_example where run = ? and stage = ? and result = ? order by place",
                row -> {
                    seals.open(Compartment.PROVIDER_ID, row(run, stage, result, row.getInt(1)), row.getBytes(2))
                            .ifPresent(plain -> examples.add(new String(plain, StandardCharsets.UTF_8)));
                },
                run.toString(),
                stage.name(),
                result.name());
        return examples;
    }

    /** Which ones they were is not kept for longer than somebody needs to look into it. */
    void forgetExamples(Instant finishedBefore) {
        jdbc.update(
                "delete from import_example where run in (select id from import_run where finished_at < ?)",
                ImportRows.at(finishedBefore));
    }

    private static String row(UUID run, Stage stage, Result result, int place) {
        return "import " + run + " " + stage + " " + result + " " + place;
    }

    private byte[] index(Provider provider, String ref) {
        return indexes.of(
                Purpose.PROVIDER_ID, ("import " + provider.name() + " " + ref).getBytes(StandardCharsets.UTF_8));
    }
}
