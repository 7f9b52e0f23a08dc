package standwith.sandbox.stripe;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Lists as Stripe makes them: newest first, in pages. */
final class Listing {

    static final Set<String> PAGING = Set.of("limit", "starting_after", "ending_before", "expand[*]");
    static final Set<String> CREATED = Set.of("created", "created[gt]", "created[gte]", "created[lt]", "created[lte]");

    private final Outward outward;

    Listing(Outward outward) {
        this.outward = outward;
    }

    ObjectNode page(Stream<ObjectNode> oldestFirst, Form form, String url) {
        long limit = form.whole("limit", 10);
        if (limit < 1 || limit > 100) {
            throw StripeError.invalid("parameter_invalid_integer", "limit", "Limit must be between 1 and 100");
        }
        List<ObjectNode> all = oldestFirst.toList().reversed();
        int from = 0;
        int to = all.size();
        String after = form.text("starting_after");
        String before = form.text("ending_before");
        if (after != null) {
            from = position(all, after) + 1;
        }
        if (before != null) {
            to = position(all, before);
            from = (int) Math.max(from, to - limit);
        }
        List<ObjectNode> found = all.subList(Math.min(from, to), to);
        boolean more = before != null ? from > 0 : found.size() > limit;
        return outward.list(found.stream().limit(limit).toList(), more, url);
    }

    static Predicate<ObjectNode> created(Form form) {
        long after = form.whole("created[gt]", Long.MIN_VALUE);
        long from = form.whole("created[gte]", Long.MIN_VALUE);
        long before = form.whole("created[lt]", Long.MAX_VALUE);
        long until = form.whole("created[lte]", Long.MAX_VALUE);
        Long exactly = form.text("created") == null ? null : form.whole("created", 0);
        return object -> {
            long at = Json.whole(object, "created");
            return at > after && at >= from && at < before && at <= until && (exactly == null || at == exactly);
        };
    }

    /** Only objects whose field is as the parameter of the same name wants it, if it is there. */
    static Predicate<ObjectNode> same(Form form, String field) {
        return same(form, field, field);
    }

    static Predicate<ObjectNode> same(Form form, String param, String field) {
        String wanted = form.text(param);
        return object -> wanted == null || Json.is(object, field, wanted);
    }

    private static int position(List<ObjectNode> all, String id) {
        for (int i = 0; i < all.size(); i++) {
            if (Json.is(all.get(i), "id", id)) {
                return i;
            }
        }
        throw StripeError.invalid("resource_missing", "starting_after", "No such object: '" + id + "'");
    }

    /** Money is listed by when it moved. */
    static Stream<ObjectNode> byTime(List<ObjectNode> objects) {
        return objects.stream().sorted(Comparator.comparingLong(object -> Json.whole(object, "created")));
    }
}
