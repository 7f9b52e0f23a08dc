package org.standwith.payments.paypal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reply;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertakings;
import tools.jackson.databind.JsonNode;

/**
 * What people undertook at PayPal without us. It has no list of subscriptions: the transaction search tells of each that was
 * paid, and each is asked about once.
 *
 * @see <a href="https://developer.paypal.com/docs/api/transaction-search/v1/">PayPal, Transaction Search API</a>
 */
final class PayPalUndertakings implements Undertakings {

    /** A week less than three years, so that the statement of the same period can be asked for afterwards. */
    private static final Duration REACH = Duration.ofDays(3 * 365 - 7);

    /** PayPal answers for 31 days at most. */
    private static final Duration WINDOW = Duration.ofDays(30);

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final String TOO_LARGE = "RESULTSET_TOO_LARGE";

    /** So few, because each subscription on a page is a question of its own. */
    private static final int PAGE = 100;

    private final Provider provider;
    private final PayPalCalls calls;
    private final PayPalPace pace;
    private final PayPalCountries countries;
    private final Clock clock;

    PayPalUndertakings(Provider provider, PayPalCalls calls, PayPalPace pace, PayPalCountries countries, Clock clock) {
        this.provider = provider;
        this.calls = calls;
        this.pace = pace;
        this.countries = countries;
        this.clock = clock;
    }

    /**
     * Where to go on: nobody's id is in it.
     *
     * @param from where the window begins that PayPal is asked for
     * @param to where it ends
     * @param page counts from 1
     */
    private record Place(Instant from, Instant to, int page) {

        static Place first(Period period, Instant from) {
            Instant end = from.plus(WINDOW);
            return new Place(from, end.isBefore(period.to()) ? end : period.to(), 1);
        }

        static Place read(Period period, @Nullable String next) {
            if (next == null) {
                return first(period, period.from());
            }
            try {
                String[] parts = next.split("@", 3);
                Place place = new Place(Instant.parse(parts[1]), Instant.parse(parts[2]), Integer.parseInt(parts[0]));
                if (place.page > 0 && period.contains(place.from) && place.from.isBefore(place.to)) {
                    return place;
                }
            } catch (DateTimeParseException | NumberFormatException | IndexOutOfBoundsException e) {
                // told below
            }
            throw new IllegalArgumentException("Not where a page ends");
        }

        Optional<Place> shorter() {
            Duration half = Duration.between(from, to).dividedBy(2);
            return half.compareTo(SHORTEST) < 0
                    ? Optional.empty()
                    : Optional.of(new Place(from, from.plus(half).truncatedTo(ChronoUnit.SECONDS), 1));
        }

        @Nullable
        String next(Period period, int pages) {
            if (page < pages) {
                return new Place(from, to, page + 1).written();
            }
            return to.isBefore(period.to()) ? first(period, to).written() : null;
        }

        private String written() {
            return page + "@" + from + "@" + to;
        }
    }

    /** What PayPal has found, and where. */
    private record Found(Place place, JsonNode answer) {

        Iterable<JsonNode> rows() {
            return answer.path("transaction_details");
        }

        @Nullable
        String next(Period period) {
            return place.next(period, answer.required("total_pages").intValue());
        }
    }

    @Override
    public Duration reach() {
        return REACH;
    }

    @Override
    public Answer subscriptions(Period period, @Nullable String next, UnaryOperator<Set<String>> fresh) {
        Place place = Place.read(period, next);
        return answered(() -> {
            Found found = search(place);
            Set<String> ids = new LinkedHashSet<>();
            for (JsonNode row : found.rows()) {
                PayPalUndertaking.subscriptionOf(row).ifPresent(ids::add);
            }
            List<Undertaking> usable = new ArrayList<>();
            List<Unusable> unusable = new ArrayList<>();
            for (String id : fresh.apply(ids)) {
                sort(id, subscription(id), usable, unusable);
            }
            return new Answer.Page(usable, unusable, found.next(period));
        });
    }

    @Override
    public Answer payments(Period period, @Nullable String next) {
        Place place = Place.read(period, next);
        return answered(() -> {
            Found found = search(place);
            List<Undertaking> usable = new ArrayList<>();
            List<Unusable> unusable = new ArrayList<>();
            int number = 0;
            for (JsonNode row : found.rows()) {
                number++;
                String id = PayPalFields.text(row.path("transaction_info").path("transaction_id"))
                        .orElse("row " + number + " of " + found.place().written());
                PayPalUndertaking.ofPayment(provider, row).ifPresent(read -> sort(id, read, usable, unusable));
            }
            return new Answer.Page(usable, unusable, found.next(period));
        });
    }

    private static void sort(
            String id, PayPalUndertaking.Read read, List<Undertaking> usable, List<Unusable> unusable) {
        switch (read) {
            case PayPalUndertaking.Read.Usable found -> usable.add(found.undertaking());
            case PayPalUndertaking.Read.Not not -> unusable.add(new Unusable(id, not.why()));
        }
    }

    private PayPalUndertaking.Read subscription(String id) {
        Instant asked = clock.instant();
        return switch (pace.ask(() -> calls.get("/v1/billing/subscriptions/" + id + "?fields=plan"))) {
            case Reply.Answer<JsonNode> answer ->
                PayPalUndertaking.ofSubscription(provider, answer.value(), asked, countries);
            // A recurring profile of older days has such an id too, is unknown to this API, and may go on.
            case Reply.No<JsonNode> no when PayPalWire.isMissing(no) -> new PayPalUndertaking.Read.Not(Why.NOT_FOUND);
            case Reply.No<JsonNode> no when isAboutUs(no) -> throw new ProviderSilent(provider, no.code());
            case Reply.No<JsonNode> no -> new PayPalUndertaking.Read.Not(Why.UNREADABLE);
            case Reply.Silence<JsonNode> silence -> throw new ProviderSilent(provider, silence.reason());
        };
    }

    /** Whether it would be the same for any other subscription. */
    private static boolean isAboutUs(Reply.No<JsonNode> no) {
        return no.code().equals(PayPalWire.UNAUTHORIZED) || PayPalWire.isForbidden(no) || PayPalWire.isBusy(no);
    }

    /** Of a shorter time where there is more than PayPal lists. */
    private Found search(Place place) {
        String path = "/v1/reporting/transactions?start_date="
                + place.from().truncatedTo(ChronoUnit.SECONDS)
                + "&end_date="
                // To the second, the last one included.
                + place.to().minusMillis(1).truncatedTo(ChronoUnit.SECONDS)
                + "&fields=transaction_info,payer_info&page_size=" + PAGE + "&page=" + place.page();
        return switch (pace.ask(() -> calls.get(path))) {
            case Reply.Answer<JsonNode> answer -> new Found(place, answer.value());
            case Reply.No<JsonNode> no
            when no.code().equals(TOO_LARGE) ->
                search(place.shorter().orElseThrow(() -> new ProviderSilent(provider, PayPalStatements.TOO_MUCH)));
            case Reply.No<JsonNode> no
            when PayPalWire.isForbidden(no) -> throw new ProviderSilent(provider, PayPalSearch.NOT_ENABLED);
            case Reply.No<JsonNode> no -> throw new ProviderSilent(provider, no.code());
            case Reply.Silence<JsonNode> silence -> throw new ProviderSilent(provider, silence.reason());
        };
    }

    /** A question that may go wrong. */
    private interface Question {
        Answer put();
    }

    private static Answer answered(Question question) {
        try {
            return question.put();
        } catch (ProviderSilent silent) {
            return new Answer.Unavailable(silent.reason());
        } catch (RuntimeException e) {
            return new Answer.Unavailable("unreadable, " + e.getClass().getSimpleName());
        }
    }
}
