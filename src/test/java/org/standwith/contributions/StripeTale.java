package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.WentOnBefore;

/** As Stripe tells it: charges of payment intents, of invoices, of a subscription. Its times are whole seconds. */
final class StripeTale extends Tale {

    private final String session = id("cs_");
    private final String subscription = id("sub_");

    /** What the next charge is for; empty once it is paid. */
    private String intent = "";

    private String invoice = "";

    StripeTale(Cadence cadence, String tail, Random random) {
        super(STRIPE, cadence, tail, random);
    }

    @Override
    void once() {
        link(session, reference);
        pass(Duration.ofMinutes(5));
        for (int declines = random.nextInt(3); declines > 0; declines--) {
            declined(charge());
            pass(Duration.ofMinutes(5));
        }
        switch (random.nextInt(6)) {
            case 0 -> {
                tell(new CheckoutExpired(provider, session, now));
                stands("Expired");
                if (oneIn(2)) {
                    pass(Duration.ofHours(1));
                    gives();
                }
            }
            case 1 -> {
                tell(new PaymentPending(provider, session, now));
                stands("Waiting");
            }
            case 2 -> waitsForTheBank();
            default -> gives();
        }
    }

    /** Stripe dates what the bank says in the end by the charge, which was made when the supporter did their part. */
    private void waitsForTheBank() {
        if (oneIn(2)) {
            String payment = pays(due());
            tell(new PaymentPending(provider, payment, now));
            stands("Given");
        } else {
            String refused = charge();
            tell(new PaymentPending(provider, refused, now));
            declined(refused);
        }
    }

    private void gives() {
        pays(due());
        stands("Given");
    }

    private void declined(String charge) {
        tell(new PaymentFailed(provider, charge, "card_declined", now));
        stands("Declined");
    }

    @Override
    void opens() {
        if (oneIn(2)) {
            link(subscription, reference);
        } else {
            link(subscription, session);
            link(session, reference);
        }
        pass(Duration.ofMinutes(3));
        see(Standing.INCOMPLETE, Source.EVENT, null, null, null);
        if (oneIn(3)) {
            fails(1, null);
            stands("Declined");
        }
        if (oneIn(3)) {
            pass(Duration.ofMinutes(3));
            see(Standing.ACTIVE, Source.EVENT, next(now), null, null);
        }
    }

    @Override
    void goesOn() {
        link(subscription, reference);
        tell(new WentOnBefore(provider, subscription, now));
    }

    @Override
    String takes(Money amount) {
        String charge = charge();
        intent = "";
        invoice = "";
        return charge;
    }

    @Override
    void fails(int attempt, @Nullable Instant again) {
        String charge = charge();
        tell(new PaymentFailed(provider, charge, "insufficient_funds", now));
        tell(new CollectionFailed(provider, invoice, attempt, again, now));
    }

    private String charge() {
        String charge = id("ch_");
        if (intent.isEmpty()) {
            intent = id("pi_");
            if (cadence.recurs()) {
                invoice = id("in_");
                link(intent, invoice);
                link(invoice, subscription);
            } else {
                link(intent, session);
            }
        }
        link(charge, intent);
        if (oneIn(5)) {
            link(charge, reference);
        }
        return charge;
    }

    @Override
    void see(
            Standing standing,
            Source source,
            @Nullable Instant paidUntil,
            @Nullable Instant endsAt,
            @Nullable Instant resumesAt) {
        tell(new SubscriptionSeen(
                provider, subscription, standing, source, due(), cadence, paidUntil, endsAt, resumesAt, now));
    }

    @Override
    String bookingOf(String movement) {
        return "txn_" + movement;
    }

    @Override
    boolean endsWithItsPeriod() {
        return true;
    }
}
