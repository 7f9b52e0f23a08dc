package org.standwith.imports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Period;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertakings;

/** What people undertook at a provider, as a test has it. */
final class Undertaken implements Undertakings {

    final List<Undertaking> subscriptions = new CopyOnWriteArrayList<>();
    final List<Unusable> unusable = new CopyOnWriteArrayList<>();
    final List<Undertaking> payments = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    int pageSize = 2;

    /** How many pages are given before the provider keeps silent; it speaks again when this is raised. */
    int patience = Integer.MAX_VALUE;

    @Override
    public Duration reach() {
        return Duration.ofDays(3650);
    }

    @Override
    public Answer subscriptions(Period period, @Nullable String next, UnaryOperator<Set<String>> fresh) {
        return page("subscriptions ", subscriptions, next == null ? unusable : List.of(), next);
    }

    @Override
    public Answer payments(Period period, @Nullable String next) {
        return page(
                "payments ",
                payments.stream().filter(each -> period.contains(each.since())).toList(),
                List.of(),
                next);
    }

    private Answer page(String what, List<Undertaking> all, List<Unusable> bad, @Nullable String next) {
        asked.add(what + next);
        if (patience-- <= 0) {
            return new Answer.Unavailable("silent");
        }
        int from = next == null ? 0 : Integer.parseInt(next.replace("sub_secret_", ""));
        int to = Math.min(all.size(), from + pageSize);
        return new Answer.Page(
                new ArrayList<>(all.subList(from, to)), bad, to < all.size() ? "sub_secret_" + to : null);
    }
}
