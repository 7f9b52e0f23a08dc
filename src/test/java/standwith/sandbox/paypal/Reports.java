package standwith.sandbox.paypal;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The transaction search. */
final class Reports {

    private static final Set<String> FIELDS = Set.of("transaction_info", "payer_info");

    /** What payers agreed to: orders and subscriptions. */
    private static final Set<String> PAID = Set.of("ODR", "SUB");

    private static final Set<String> KNOWN = Set.of("start_date", "end_date", "fields", "page_size", "page");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int YEARS = 3;
    private static final int LARGEST_PAGE = 500;

    private final Records records;
    private final Activity activity;
    private Duration late = Duration.ZERO;
    private int most = 10_000;
    private boolean enabled = true;

    Reports(Records records, Activity activity) {
        this.records = records;
        this.activity = activity;
    }

    void late(Duration wanted) {
        late = wanted;
    }

    void most(int wanted) {
        most = wanted;
    }

    void enabled(boolean wanted) {
        enabled = wanted;
    }

    ObjectNode transactions(Map<String, String> query) {
        if (!enabled) {
            throw PayPalError.plain(403, "NOT_AUTHORIZED", "Authorization failed due to insufficient permissions.");
        }
        query.keySet().stream().filter(name -> !KNOWN.contains(name)).findAny().ifPresent(name -> {
            throw refused("The sandbox does not know the parameter " + name + ".");
        });
        Set<String> fields =
                Set.of(query.getOrDefault("fields", "transaction_info").split(","));
        if (!FIELDS.containsAll(fields)) {
            throw refused("The sandbox only tells transaction_info and payer_info.");
        }
        Instant from = time(query.get("start_date"));
        Instant to = time(query.get("end_date"));
        if (from.isAfter(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw refused("Date range is greater than 31 days");
        }
        if (from.isBefore(records.now().atZone(ZoneOffset.UTC).minusYears(YEARS).toInstant())) {
            throw refused("Data for the given start date is not available.");
        }
        int size = whole(query, "page_size", 100, LARGEST_PAGE);
        int page = whole(query, "page", 1, Integer.MAX_VALUE);
        Instant told = records.now().minus(late);
        List<ObjectNode> found = activity.until(told, from, to);
        if (found.size() > most) {
            throw PayPalError.plain(
                    400,
                    "RESULTSET_TOO_LARGE",
                    "Result set size is greater than the maximum limit. Change the filter criteria and try again.");
        }
        ObjectNode answer = Json.object();
        ArrayNode lines = answer.putArray("transaction_details");
        found.stream().skip((long) size * (page - 1)).limit(size).forEach(line -> lines.add(shown(line, fields)));
        return answer.put("account_number", "XZXSPECPDZHZU")
                .put("start_date", Records.stamp(from))
                .put("end_date", Records.stamp(to))
                .put("last_refreshed_datetime", Records.stamp(told).replace("Z", "+0000"))
                .put("page", page)
                .put("total_items", found.size())
                .put("total_pages", (found.size() + size - 1) / size);
    }

    private static ObjectNode shown(ObjectNode line, Set<String> fields) {
        ObjectNode shown = Json.outward(line).retain("transaction_info");
        JsonNode info = shown.path("transaction_info");
        if (fields.contains("payer_info")
                && PAID.contains(info.path("paypal_reference_id_type").asString(""))) {
            shown.set("payer_info", Payer.inReports(Person.of(Json.string(info, "paypal_reference_id"))));
        }
        return shown;
    }

    private static Instant time(@Nullable String value) {
        if (value == null || !TIME.matcher(value).matches()) {
            throw refused("A date is missing, or not as RFC 3339 has it.");
        }
        return OffsetDateTime.parse(value).toInstant();
    }

    private static int whole(Map<String, String> query, String name, int otherwise, int most) {
        String value = query.getOrDefault(name, Integer.toString(otherwise));
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw refused("Invalid " + name + ".");
        }
        return Integer.parseInt(value);
    }

    private static PayPalError refused(String message) {
        return PayPalError.plain(400, "INVALID_REQUEST", message);
    }
}
