package org.standwith.ledger.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.ledger.Income;
import org.standwith.money.AmountText;

/** The income report for programs and spreadsheets. */
@RestController
class IncomeApi {

    record Rows(List<Row> rows) {}

    /** Amounts as the API writes them; what was not asked for, and a net that cannot be stated, is left out. */
    record Row(
            @Nullable String month,
            @Nullable String cadence,
            String currency,
            @Nullable String provider,
            long payments,
            AmountText gross,
            AmountText fees,
            AmountText refunds,
            AmountText disputes,
            @Nullable AmountText net) {

        static Row of(Income.Row row) {
            return new Row(
                    row.month() == null ? null : row.month().toString(),
                    row.cadence() == null ? null : row.cadence().name(),
                    row.gross().getCurrencyUnit().getCode(),
                    row.provider(),
                    row.payments(),
                    AmountText.of(row.gross()),
                    AmountText.of(row.fees()),
                    AmountText.of(row.refunds()),
                    AmountText.of(row.disputes()),
                    row.net() == null ? null : AmountText.of(row.net()));
        }
    }

    /** A column of the CSV, and what stands in it. */
    private record Column(String name, Function<Income.Row, @Nullable Object> value) {}

    private final Income income;

    IncomeApi(Income income) {
        this.income = income;
    }

    @Operation(summary = "Income by booking month, cadence, currency and provider")
    @GetMapping(path = "/api/v1/reports/income", produces = MediaType.APPLICATION_JSON_VALUE)
    Rows json(
            @Parameter(description = "First month, as in 2026-01") @RequestParam(required = false) @Nullable
                    String from,
            @Parameter(description = "Last month, included") @RequestParam(required = false) @Nullable String to,
            @Parameter(description = "Any of month, cadence, currency, provider")
                    @RequestParam(required = false)
                    @Nullable
                    List<String> by) {
        return new Rows(
                IncomeQuery.of(from, to, by).run(income).stream().map(Row::of).toList());
    }

    /** For links, since a browser asks for pages whatever it is told to fetch: a file to keep. */
    @Hidden
    @GetMapping(path = "/api/v1/reports/income", params = "format=csv")
    ResponseEntity<String> file(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable List<String> by) {
        String csv = csv(from, to, by);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("income-%s-%s.csv".formatted(from, to))
                                .build()
                                .toString())
                .body(csv);
    }

    @GetMapping(path = "/api/v1/reports/income", produces = "text/csv")
    String csv(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable List<String> by) {
        IncomeQuery query = IncomeQuery.of(from, to, by);
        List<Column> columns = columns(query);
        StringBuilder csv = new StringBuilder(
                        String.join(",", columns.stream().map(Column::name).toList()))
                .append("\r\n");
        for (Income.Row row : query.run(income)) {
            csv.append(String.join(
                            ",",
                            columns.stream()
                                    .map(column -> column.value().apply(row))
                                    .map(value -> value == null ? "" : value.toString())
                                    .toList()))
                    .append("\r\n");
        }
        return csv.toString();
    }

    private static List<Column> columns(IncomeQuery query) {
        List<Column> columns = new ArrayList<>();
        for (Income.Dimension dimension : query.by()) {
            switch (dimension) {
                case MONTH -> columns.add(new Column("month", Income.Row::month));
                case CADENCE -> columns.add(new Column("cadence", Income.Row::cadence));
                case PROVIDER -> columns.add(new Column("provider", Income.Row::provider));
                case CURRENCY -> {
                    // always there, below
                }
            }
        }
        columns.add(new Column("currency", row -> row.gross().getCurrencyUnit()));
        columns.add(new Column("payments", Income.Row::payments));
        columns.add(new Column("gross", row -> plain(row.gross())));
        columns.add(new Column("fees", row -> plain(row.fees())));
        columns.add(new Column("refunds", row -> plain(row.refunds())));
        columns.add(new Column("disputes", row -> plain(row.disputes())));
        columns.add(new Column("net", row -> row.net() == null ? null : plain(row.net())));
        return columns;
    }

    private static String plain(Money money) {
        return money.getAmount().toPlainString();
    }
}
