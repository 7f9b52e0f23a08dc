package org.standwith.payments.paypal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * PayPal's transaction search. Who paid is never asked for.
 *
 * @see <a href="https://developer.paypal.com/docs/api/transaction-search/v1/">PayPal, Transaction Search API</a>
 */
final class PayPalSearch {

    /** What the app may not do before somebody has ticked it at PayPal. */
    static final String NOT_ENABLED = "Transaction Search is not enabled";

    static final String AGAIN = "the same page again";

    private static final String TOO_LARGE = "RESULTSET_TOO_LARGE";
    private static final int PAGE = 500;

    private final Provider provider;
    private final PayPalCalls calls;
    private final PayPalPace pace;

    PayPalSearch(Provider provider, PayPalCalls calls, PayPalPace pace) {
        this.provider = provider;
        this.calls = calls;
        this.pace = pace;
    }

    /**
     * @param rows the oldest first
     * @param until before this moment none is missing
     * @param unreadable ids of transactions that are not as PayPal promises
     */
    record Found(List<PayPalRow> rows, Instant until, Set<String> unreadable) {}

    /**
     * The first transactions of a stretch of time, of at most 31 days: as many as PayPal gives at once, and more only where
     * those do not reach far enough.
     *
     * @param beyond how far the answer has to reach at least, if there is that much
     * @return nothing where PayPal finds too many
     * @throws ProviderSilent when it gave no usable answer
     */
    Optional<Found> first(Instant from, Instant to, Instant beyond) {
        List<PayPalRow> rows = new ArrayList<>();
        Set<String> earlier = new HashSet<>();
        Set<String> unreadable = new TreeSet<>();
        Instant until = to;
        @Nullable Instant last = null;
        boolean inOrder = true;
        for (int page = 1; ; page++) {
            Optional<JsonNode> answer = page(from, to, page);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            until = earlier(
                    until,
                    PayPalTimes.read(answer.get().path("last_refreshed_datetime"))
                            .orElse(to));
            int before = rows.size();
            int unread = unreadable.size();
            for (JsonNode transaction : answer.get().path("transaction_details")) {
                PayPalRow row = read(transaction, unreadable).orElse(null);
                if (row == null) {
                    continue;
                }
                inOrder &= last == null || !row.at().isBefore(last);
                last = row.at();
                // Pages shift while rows are added to them. What one page has twice, is there twice.
                if (!earlier.contains(row.likeness())) {
                    rows.add(row);
                }
            }
            rows.subList(before, rows.size()).forEach(row -> earlier.add(row.likeness()));
            if (page >= answer.get().required("total_pages").intValue()) {
                return Optional.of(new Found(sorted(rows), until, unreadable));
            }
            if (rows.size() == before && unreadable.size() == unread) {
                throw new ProviderSilent(provider, AGAIN);
            }
            if (inOrder && last != null && last.isAfter(beyond)) {
                return Optional.of(new Found(sorted(rows), earlier(until, last), unreadable));
            }
        }
    }

    /** One row that nobody can read keeps no other from being told; one without an id is no row. */
    private static Optional<PayPalRow> read(JsonNode transaction, Set<String> unreadable) {
        try {
            return Optional.of(PayPalRow.read(transaction));
        } catch (RuntimeException e) {
            unreadable.add(
                    PayPalFields.text(transaction.path("transaction_info").path("transaction_id"))
                            .orElseThrow(() -> e));
            return Optional.empty();
        }
    }

    private Optional<JsonNode> page(Instant from, Instant to, int page) {
        String path = "/v1/reporting/transactions?start_date=" + from.truncatedTo(ChronoUnit.SECONDS) + "&end_date="
                + to.plus(Duration.ofNanos(999_999_999)).truncatedTo(ChronoUnit.SECONDS)
                + "&fields=transaction_info&page_size=" + PAGE + "&page=" + page;
        return switch (pace.ask(() -> calls.get(path))) {
            case Reply.Answer<JsonNode> answer -> Optional.of(answer.value());
            case Reply.No<JsonNode> no when no.code().equals(TOO_LARGE) -> Optional.empty();
            case Reply.No<JsonNode> no
            when PayPalWire.isForbidden(no) -> throw new ProviderSilent(provider, NOT_ENABLED);
            case Reply.No<JsonNode> no -> throw new ProviderSilent(provider, no.code());
            case Reply.Silence<JsonNode> silence -> throw new ProviderSilent(provider, silence.reason());
        };
    }

    private static List<PayPalRow> sorted(List<PayPalRow> rows) {
        return rows.stream().sorted(Comparator.comparing(PayPalRow::at)).toList();
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
