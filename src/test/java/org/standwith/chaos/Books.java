package org.standwith.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.standwith.journeys.Stage;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Truth.Movement;

/** What the books say of each account and currency, and what they have to say by the sandbox's own account. */
final class Books {

    private final Stage stage;

    Books(Stage stage) {
        this.stage = stage;
    }

    /** By provider, account and currency; debits are positive. */
    Map<String, Long> actual() {
        Map<String, Long> sums = new TreeMap<>();
        stage.select("""
            select concat_ws('=', name, sum(minor))
            from (select concat_ws(' ', provider, account, case when account = 'CONTRIBUTIONS' then cadence end,
                    lower(currency)) as name, minor from posting) named
            group by name
            having sum(minor) <> 0\
            """)
                .forEach(row -> sums.put(row.replaceFirst("=.*", ""), Long.valueOf(row.replaceFirst(".*=", ""))));
        return sums;
    }

    /**
     * By the sandbox's account of what moved and of what is there now, with nothing of our rules.
     *
     * @param differences by how much the books are wrong, as was reported
     */
    Map<String, Long> expected(Map<String, Long> differences) {
        Sandbox sandbox = stage.sandbox();
        Map<String, Long> sums = new TreeMap<>();
        sandbox.stripe().held().forEach((currency, minor) -> sums.put("STRIPE CLEARING " + currency, minor));
        sandbox.paypal().held().forEach((currency, minor) -> sums.put("PAYPAL CLEARING " + currency, minor));
        for (Movement moved : sandbox.truth().movements()) {
            sums.merge(moved.provider() + " " + account(moved) + " " + moved.currency(), -moved.minor(), Long::sum);
        }
        differences.forEach((account, minor) -> sums.merge(account, minor, Long::sum));
        // Whatever a currency lacks or has too much of by then, was exchanged.
        for (String provider : List.of("STRIPE", "PAYPAL")) {
            for (String currency : List.of("usd", "eur", "gbp")) {
                sums.remove(provider + " CONVERSION " + currency);
                long rest = sums.entrySet().stream()
                        .filter(sum -> sum.getKey().startsWith(provider)
                                && sum.getKey().endsWith(currency))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
                sums.put(provider + " CONVERSION " + currency, -rest);
            }
        }
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    private static String account(Movement moved) {
        return switch (moved.kind()) {
            case PAYMENT ->
                new Payment(moved.provider(), moved.id(), moved.currency(), 0, 0, String.valueOf(moved.interval()))
                        .income();
            case FEE, DISPUTE_FEE -> "FEES";
            case REFUND, REFUND_FAILED -> "REFUNDS";
            case DISPUTE, REINSTATED -> "DISPUTES";
            case PAYOUT, PAYOUT_FAILED, DEPOSIT -> "BANK";
            case ACCOUNT_FEE -> "CHARGES";
            case RESERVE -> "RESERVE";
            case EXCHANGE -> "CONVERSION";
            case ADJUSTMENT -> "SUSPENSE";
        };
    }

    void balance() {
        assertThat(stage.select("select concat_ws(' ', provider, entry_key, currency) from posting"
                        + " group by provider, entry_key, currency having sum(minor) <> 0 limit 10"))
                .isEmpty();
    }

    /** All that is kept of differences, and a word for everything else, which is another one when any of it changes. */
    List<String> fingerprint() {
        List<String> kept =
                new ArrayList<>(stage.select("select concat_ws(' ', kind, provider, entry_key, expected_minor,"
                        + " '|', actual_minor, status, note) from discrepancy order by 1"));
        Map.of(
                        "fact", "fact_key, body",
                        "posting", "entry_key, line, account, currency, minor, cadence",
                        "statement_line", "entry_key, net, moved_at, payout",
                        "payout", "payout, status, lines_minor")
                .forEach((table, columns) -> kept.addAll(stage.select("select concat_ws(' ', '" + table
                        + "', count(*), sum(crc32(concat_ws(' ', provider, " + columns + ")))) from " + table)));
        return kept;
    }
}
