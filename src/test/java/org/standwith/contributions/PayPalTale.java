package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.CheckoutFact.CheckoutApproved;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.WentOnBefore;

/** As PayPal tells it: captures of an order, sales of a subscription. It tells an amount only where that was changed. */
final class PayPalTale extends Tale {

    private final String order = id("5O");
    private final String subscription = id("I-");

    PayPalTale(Cadence cadence, String tail, Random random) {
        super(PAYPAL, cadence, tail, random);
    }

    @Override
    void once() {
        link(order, reference);
        pass(Duration.ofMinutes(5));
        if (oneIn(8)) {
            tell(new CheckoutExpired(provider, order, now));
            stands("Expired");
            return;
        }
        boolean again;
        do {
            tell(new CheckoutApproved(provider, order, now));
            stands("Waiting");
            if (oneIn(2)) {
                pass(Duration.ofSeconds(5));
            }
            again = isDeclined();
            pass(Duration.ofMinutes(5));
        } while (again && oneIn(2));
    }

    /** PayPal calls a capture pending, completed or denied, all under one id and one time. */
    private boolean isDeclined() {
        switch (random.nextInt(5)) {
            case 0 -> {
                String capture = capture();
                if (oneIn(2)) {
                    tell(new PaymentPending(provider, capture, now));
                }
                tell(new PaymentFailed(provider, capture, "DECLINED", now));
                stands("Declined");
                return true;
            }
            case 1 -> {
                tell(new PaymentPending(provider, capture(), now));
                stands("Waiting");
            }
            case 2 -> {
                tell(new PaymentPending(provider, pays(due()), now));
                stands("Given");
            }
            default -> {
                pays(due());
                stands("Given");
            }
        }
        return false;
    }

    private String capture() {
        String capture = id("2G");
        link(capture, order);
        return capture;
    }

    @Override
    void opens() {
        link(subscription, reference);
        pass(Duration.ofMinutes(3));
        see(Standing.INCOMPLETE, Source.FETCHED, null, null, null);
        if (oneIn(2)) {
            tell(new CheckoutApproved(provider, subscription, now));
            stands("Waiting");
        }
        pass(Duration.ofMinutes(3));
        see(Standing.ACTIVE, Source.EVENT, null, null, null);
    }

    @Override
    void goesOn() {
        link(subscription, reference);
        tell(new WentOnBefore(provider, subscription, now));
    }

    @Override
    String takes(Money amount) {
        if (!cadence.recurs()) {
            return capture();
        }
        String sale = id("8S");
        link(sale, subscription);
        return sale;
    }

    @Override
    void fails(int attempt, @Nullable Instant again) {
        String uncollected = subscription + "@" + now;
        link(uncollected, subscription);
        tell(new CollectionFailed(provider, uncollected, attempt, again, now));
    }

    @Override
    void see(
            Standing standing,
            Source source,
            @Nullable Instant paidUntil,
            @Nullable Instant endsAt,
            @Nullable Instant resumesAt) {
        boolean changed = !due().equals(wanted);
        tell(new SubscriptionSeen(
                provider,
                subscription,
                standing,
                source,
                changed ? due() : null,
                changed ? cadence : null,
                paidUntil,
                endsAt,
                resumesAt,
                now));
    }

    @Override
    String bookingOf(String movement) {
        return movement;
    }

    @Override
    boolean endsWithItsPeriod() {
        return false;
    }
}
