package org.standwith.payments.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Fact;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reply;
import org.standwith.payments.Statement;
import org.standwith.payments.StatementLine;
import org.standwith.payments.Statements;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Stripe's balance transactions. It lists the newest first and cannot do otherwise. What is booked meanwhile comes before the
 * first page, so that the pages after it stay as they are.
 *
 * <p>Money that was only reserved on a card has no balance transaction.
 *
 * @see <a href="https://docs.stripe.com/api/balance_transactions/list">Stripe, List all balance transactions</a>
 * @see <a href="https://docs.stripe.com/payouts/reconciliation">Stripe, Payout reconciliation</a>
 */
final class StripeStatements implements Statements {

    /** A payout of an amount and a moment of our own choice: Stripe does not say what it is made of. */
    static final String MANUAL = "made by hand";

    static final String NOT_YET = "its statement does not reach that far yet";

    private static final String AGAIN = "the same page again";

    /** A balance transaction is made with what it is of, at the latest when a charge's fee is known. */
    private static final Duration LATENESS = Duration.ofHours(1);

    /** Stripe sets no limit. */
    private static final Duration REACH = Duration.ofDays(3653);

    private static final Pattern ID = Pattern.compile("[a-z]+_\\w{1,250}");

    /** Where what a balance transaction is of is found, by how its id begins. */
    private static final Map<String, String> PLACES = Map.of(
            "ch", "charges",
            "py", "charges",
            "re", "refunds",
            "pyr", "refunds",
            "du", "disputes",
            "dp", "disputes",
            "po", "payouts");

    private final Provider provider;
    private final StripeCalls calls;
    private final StripeInquiry inquiry;

    /** @param inquiry by the same calls */
    StripeStatements(Provider provider, StripeCalls calls, StripeInquiry inquiry) {
        this.provider = provider;
        this.calls = calls;
        this.inquiry = inquiry;
    }

    @Override
    public Duration lateness() {
        return LATENESS;
    }

    @Override
    public Duration reach() {
        return REACH;
    }

    @Override
    public Statement of(Period period, @Nullable String next) {
        requireIds(next);
        String question = "created[gte]=" + second(period.from()) + "&created[lt]=" + second(period.to());
        return answered(() -> page(question, next, any -> true));
    }

    /** The first whole second that is not before it: Stripe's times have no parts of one. */
    private static long second(Instant moment) {
        return moment.getEpochSecond() + (moment.getNano() == 0 ? 0 : 1);
    }

    /** Of those that Stripe makes by its schedule, and once it has put them together. */
    @Override
    public Statement ofPayout(String payout, @Nullable String next) {
        requireIds(payout, next);
        return answered(() -> {
            if (next == null) {
                JsonNode known = inquiry.fetch("payout", "/v1/payouts/" + payout);
                if (!known.path("automatic").booleanValue(false)) {
                    return new Statement.NotTold(MANUAL);
                }
                if (!known.path("reconciliation_status").stringValue("").equals("completed")) {
                    return new Statement.NotTold(NOT_YET);
                }
            }
            return page("payout=" + payout, next, booking -> !isOf(payout, booking));
        });
    }

    private static boolean isOf(String payout, JsonNode booking) {
        return StripeFields.idOf(booking.path("source")).map(payout::equals).orElse(false);
    }

    private Statement page(String question, @Nullable String next, Predicate<JsonNode> wanted) {
        String rest = next == null ? "" : "&starting_after=" + next;
        JsonNode list = inquiry.fetch("list", "/v1/balance_transactions?limit=100&" + question + rest, "data.source");
        boolean more = list.required("has_more").booleanValue();
        List<StatementLine> lines = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        String last = null;
        for (JsonNode booking : list.required("data")) {
            last = StripeFields.id(booking);
            if (last.equals(next)) {
                return new Statement.Unavailable(AGAIN);
            }
            try {
                if (wanted.test(booking)) {
                    lines.add(new StripeBooking(provider, booking, source(booking)).line());
                }
            } catch (ProviderSilent silent) {
                throw silent;
            } catch (RuntimeException e) {
                // One line that nobody can read keeps no other from being compared.
                unreadable.add(last);
            }
        }
        return more && last == null
                ? new Statement.Unavailable(AGAIN)
                : new Statement.Page(lines, more ? last : null, unreadable);
    }

    /** What moved: to be asked for where the list only names it, and nothing where Stripe has no such thing. */
    private JsonNode source(JsonNode booking) {
        JsonNode source = booking.path("source");
        String id = source.isString() && isId(source.stringValue()) ? source.stringValue() : "";
        String place = PLACES.get(kind(id));
        if (place == null || StripeBooking.isOfAccount(booking)) {
            return source;
        }
        return switch (calls.fetch("/v1/" + place + "/" + id, List.of())) {
            case Reply.Answer<JsonNode> answer -> answer.value();
            case Reply.No<JsonNode> no when StripeCalls.isMissing(no) -> JsonNodeFactory.instance.missingNode();
            case Reply.No<JsonNode> no -> throw new ProviderSilent(provider, no.code());
            case Reply.Silence<JsonNode> silence -> throw new ProviderSilent(provider, silence.reason());
        };
    }

    private Statement answered(Supplier<Statement> question) {
        try {
            return question.get();
        } catch (ProviderSilent silent) {
            return new Statement.Unavailable(silent.reason());
        } catch (RuntimeException e) {
            return new Statement.Unavailable(unreadable(e));
        }
    }

    private static String unreadable(RuntimeException e) {
        return "unreadable, " + e.getClass().getSimpleName();
    }

    @Override
    public Inquiry explain(StatementLine line) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        line.tells().forEach(fact -> facts.put(fact.key(), fact));
        try {
            for (String ref : concerned(line)) {
                inquiry.about(ref).forEach(fact -> facts.putIfAbsent(fact.key(), fact));
            }
        } catch (ProviderSilent silent) {
            return new Inquiry.Unknown(silent.reason());
        } catch (RuntimeException e) {
            return new Inquiry.Unknown(unreadable(e));
        }
        return new Inquiry.Answered(List.copyOf(facts.values()));
    }

    /** All that can be asked about: what moved, and the payment that it is of. A payout's line says all that there is. */
    private static Set<String> concerned(StatementLine line) {
        Set<String> refs = new LinkedHashSet<>();
        String place = PLACES.get(kind(line.ref()));
        if (place != null && !place.equals("payouts")) {
            refs.add(line.ref());
        }
        line.tells().forEach(fact -> {
            if (fact instanceof Fact.OfPayment of) {
                refs.add(of.payment());
            }
        });
        return refs;
    }

    private static void requireIds(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null && !isId(text)) {
                throw new IllegalArgumentException("Not an id of Stripe's");
            }
        }
    }

    private static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static String kind(String id) {
        int end = id.indexOf('_');
        return end < 0 ? "" : id.substring(0, end);
    }
}
