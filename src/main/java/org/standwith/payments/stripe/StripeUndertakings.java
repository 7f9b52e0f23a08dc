package org.standwith.payments.stripe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertakings;
import tools.jackson.databind.JsonNode;

/**
 * What people undertook at Stripe without us: its list of subscriptions, and that of charges without those of subscriptions.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/list">Stripe, List subscriptions</a>
 * @see <a href="https://docs.stripe.com/api/charges/list">Stripe, List all charges</a>
 */
final class StripeUndertakings implements Undertakings {

    /** Stripe keeps what was paid for good. */
    private static final Duration REACH = Duration.ofDays(10 * 366);

    private static final int PAGE = 100;

    private final Provider provider;
    private final StripeInquiry inquiry;
    private final StripeCountries countries;
    private final Clock clock;

    StripeUndertakings(Provider provider, StripeInquiry inquiry, StripeCountries countries, Clock clock) {
        this.provider = provider;
        this.inquiry = inquiry;
        this.countries = countries;
        this.clock = clock;
    }

    @Override
    public Duration reach() {
        return REACH;
    }

    @Override
    public Answer subscriptions(Period period, @Nullable String next, UnaryOperator<Set<String>> fresh) {
        return answered(() -> {
            Instant asked = clock.instant();
            JsonNode list = inquiry.fetch(
                    "list",
                    "/v1/subscriptions?status=all&limit=" + PAGE + after(next),
                    "data.customer",
                    "data.default_payment_method");
            Sorting sorting = new Sorting();
            for (JsonNode each : list.path("data")) {
                sorting.add(each, () -> StripeUndertaking.ofSubscription(provider, each, asked));
            }
            return sorting.page(list);
        });
    }

    @Override
    public Answer payments(Period period, @Nullable String next) {
        return answered(() -> {
            Instant asked = clock.instant();
            JsonNode list = inquiry.fetch(
                    "list",
                    "/v1/charges?limit=" + PAGE + "&created[gte]="
                            + period.from().getEpochSecond() + "&created[lt]="
                            + period.to().getEpochSecond() + after(next),
                    "data.customer",
                    "data.balance_transaction");
            StripeInvoiced.Charges invoiced = new StripeInvoiced(inquiry).among(list.path("data"));
            Sorting sorting = new Sorting();
            for (JsonNode each : list.path("data")) {
                if (invoiced.single().contains(StripeFields.id(each))) {
                    sorting.add(each, () -> StripeUndertaking.ofBill(each));
                } else if (!invoiced.regular().contains(StripeFields.id(each))) {
                    sorting.add(each, () -> StripeUndertaking.ofCharge(provider, each, asked, countries));
                }
            }
            return sorting.page(list);
        });
    }

    private static String after(@Nullable String next) {
        if (next == null) {
            return "";
        }
        if (!next.matches("[a-z]+_\\w{1,200}")) {
            throw new IllegalArgumentException("Not where a page ends");
        }
        return "&starting_after=" + next;
    }

    private Answer answered(Supplier<Answer> question) {
        try {
            return question.get();
        } catch (ProviderSilent silent) {
            return new Answer.Unavailable(silent.reason());
        }
    }

    /** What comes of a page. */
    private static final class Sorting {

        private final List<Undertaking> usable = new ArrayList<>();
        private final List<Unusable> unusable = new ArrayList<>();
        private @Nullable String last;

        /** One that cannot be read must not hold up the others. */
        void add(JsonNode object, Supplier<StripeUndertaking.Read> reading) {
            String id = StripeFields.id(object);
            try {
                switch (reading.get()) {
                    case StripeUndertaking.Read.Usable found -> usable.add(found.undertaking());
                    case StripeUndertaking.Read.Not not -> unusable.add(new Unusable(id, not.why()));
                }
            } catch (RuntimeException e) {
                unusable.add(new Unusable(id, Why.UNREADABLE));
            }
        }

        Answer page(JsonNode list) {
            for (JsonNode each : list.path("data")) {
                last = StripeFields.id(each);
            }
            boolean more = list.path("has_more").booleanValue(false);
            if (more && last == null) {
                return new Answer.Unavailable("a page without anything on it");
            }
            return new Answer.Page(usable, unusable, more ? last : null);
        }
    }
}
