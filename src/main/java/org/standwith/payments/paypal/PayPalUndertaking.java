package org.standwith.payments.paypal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Levels;
import org.standwith.payments.Provider;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertaking.Payer;
import org.standwith.payments.Undertakings.Why;
import org.standwith.payments.WentOnBefore;
import org.standwith.risk.Country;
import tools.jackson.databind.JsonNode;

/** A subscription, or a transaction of PayPal's reports, as something that somebody undertook. */
final class PayPalUndertaking {

    /** What was read. */
    sealed interface Read {

        record Usable(Undertaking undertaking) implements Read {}

        record Not(Why why) implements Read {}
    }

    /** Payments of subscriptions, and by an agreement of older days. */
    private static final Set<String> REGULAR = Set.of("T0002", "T0003");

    /** Received by checkout, by a button of a website, as a donation, or just sent. */
    private static final Set<String> SINGLE = Set.of("T0000", "T0006", "T0007", "T0011", "T0013");

    private PayPalUndertaking() {}

    /** Nothing of a transaction that is of no subscription. */
    static Optional<String> subscriptionOf(JsonNode row) {
        JsonNode info = row.path("transaction_info");
        boolean regular = REGULAR.contains(info.path("transaction_event_code").stringValue(""))
                && info.path("paypal_reference_id_type").stringValue("").equals("SUB");
        return regular
                ? PayPalFields.text(info.path("paypal_reference_id")).filter(PayPalSubscriptions::isOne)
                : Optional.empty();
    }

    /** Nothing of money that did not come to us, and of a subscription's. */
    static Optional<Read> ofPayment(Provider provider, JsonNode row) {
        JsonNode info = row.path("transaction_info");
        String code = info.path("transaction_event_code").stringValue("");
        boolean came = PayPalBooking.isPaying(code)
                && !info.path("transaction_amount")
                        .path("value")
                        .stringValue("-")
                        .startsWith("-");
        if (!came || subscriptionOf(row).isPresent()) {
            return Optional.empty();
        }
        if (!isDone(info)) {
            return Optional.of(new Read.Not(Why.NOT_PAID));
        }
        boolean single = SINGLE.contains(code)
                && !info.path("paypal_reference_id_type").stringValue("").equals("SUB");
        return Optional.of(single ? ofRow(provider, row) : new Read.Not(Why.OTHER_WAY));
    }

    private static boolean isDone(JsonNode info) {
        return info.path("transaction_status").stringValue("").matches("[SV]");
    }

    static Read ofSubscription(Provider provider, JsonNode subscription, Instant asked, PayPalCountries countries) {
        Why not = switch (PayPalFields.status(subscription)) {
            case "ACTIVE", "SUSPENDED" -> null;
            case "CANCELLED", "EXPIRED" -> Why.ENDED;
            default -> Why.NOT_PAID;
        };
        if (not != null) {
            return new Read.Not(not);
        }
        try {
            SubscriptionSeen seen =
                    PayPalSubscription.seen(provider, subscription, SubscriptionSeen.Source.FETCHED, asked);
            Money amount = seen.amount();
            Cadence cadence = seen.cadence();
            if (amount == null || cadence == null) {
                return new Read.Not(Why.RHYTHM);
            }
            Instant since = PayPalTimes.read(subscription.path("start_time"))
                    .or(() -> PayPalTimes.read(subscription.path("create_time")))
                    .orElseThrow();
            List<Fact> facts = new ArrayList<>();
            PayPalFields.reference(subscription)
                    .ifPresent(ours -> facts.add(new Fact.Linked(provider, seen.subscription(), ours)));
            facts.add(new WentOnBefore(provider, seen.subscription(), since));
            facts.add(seen);
            Set<Country> places =
                    countries.seen(subscription).map(Levels.Seen::places).orElse(Set.of());
            return new Read.Usable(new Undertaking(
                    provider,
                    seen.subscription(),
                    cadence,
                    amount,
                    since,
                    payer(subscription.path("subscriber").path("email_address"), places),
                    facts));
        } catch (IllegalCurrencyException | ArithmeticException e) {
            return new Read.Not(Why.CURRENCY);
        } catch (RuntimeException e) {
            return new Read.Not(Why.UNREADABLE);
        }
    }

    /** What it brought on our account is told by the statement, where an exchange is known as well. */
    private static Read ofRow(Provider provider, JsonNode row) {
        JsonNode info = row.path("transaction_info");
        JsonNode payer = row.path("payer_info");
        if (payer.isMissingNode() || payer.isEmpty()) {
            return new Read.Not(Why.NO_PAYER);
        }
        try {
            String id = PayPalFields.text(info.path("transaction_id")).orElseThrow();
            Instant at =
                    PayPalTimes.read(info.path("transaction_initiation_date")).orElseThrow();
            Money amount = PayPalAmounts.read(info.path("transaction_amount"));
            List<Fact> facts = new ArrayList<>();
            PayPalFields.reference(info).ifPresent(ours -> facts.add(new Fact.Linked(provider, id, ours)));
            facts.add(new Fact.PaymentSucceeded(provider, id, amount, at));
            Set<Country> places = new HashSet<>();
            Country.read(payer.path("country_code").stringValue("")).ifPresent(places::add);
            return new Read.Usable(new Undertaking(
                    provider, id, Cadence.ONCE, amount, at, payer(payer.path("email_address"), places), facts));
        } catch (IllegalCurrencyException | ArithmeticException e) {
            return new Read.Not(Why.CURRENCY);
        } catch (RuntimeException e) {
            return new Read.Not(Why.UNREADABLE);
        }
    }

    /** PayPal does not tell in what language it speaks to them. */
    private static Payer payer(JsonNode email, Set<Country> places) {
        return Payer.of(email.stringValue(""), "", places);
    }
}
