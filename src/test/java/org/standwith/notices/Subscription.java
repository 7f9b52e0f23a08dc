package org.standwith.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.Time;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.End;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Provider;
import org.standwith.supporters.Readers.Reader;

/** What goes on for a reader at Stripe, and what is told of it. */
record Subscription(Reader reader, Door door, Time time) {

    static final Provider STRIPE = new Provider("STRIPE");

    String id() {
        return "sub_" + reader.contribution().toString().replace("-", "");
    }

    /** It is one. */
    Subscription begun() {
        tell(new Linked(STRIPE, id(), reader.contribution().toString()));
        return this;
    }

    void tell(Fact... facts) {
        door.admit(List.of(facts));
    }

    /** The first time, the second, … that it could not be collected; it was then, whenever that is told. */
    CollectionFailed failed(int attempt, Instant at) {
        tell(new Linked(STRIPE, "in_" + id(), id()));
        return new CollectionFailed(STRIPE, "in_" + id(), attempt, at.plus(Duration.ofDays(3)), at);
    }

    PaymentSucceeded paid(Instant at) {
        String charge = "ch_" + at.toEpochMilli() + id();
        tell(new Linked(STRIPE, charge, reader.contribution().toString()));
        return new PaymentSucceeded(STRIPE, charge, Money.parse("USD 20.00"), at);
    }

    SubscriptionSeen seen(Standing standing, @Nullable Instant paidUntil, @Nullable Instant endsAt) {
        return new SubscriptionSeen(
                STRIPE,
                id(),
                standing,
                Source.EVENT,
                Money.parse("USD 20.00"),
                (Cadence) null,
                paidUntil,
                endsAt,
                null,
                time.now());
    }

    /** Its end, as the provider tells it. */
    SubscriptionSeen ended(@Nullable End why) {
        return new SubscriptionSeen(
                STRIPE,
                id(),
                Standing.ENDED,
                Source.EVENT,
                Money.parse("USD 20.00"),
                null,
                null,
                null,
                null,
                why,
                time.now());
    }
}
