package org.standwith.receipts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Paid;
import org.standwith.money.Cadence;
import org.standwith.payments.Provider;

/** Somebody's payments, as they are told of. */
final class Given {

    private Given() {}

    static Paid paid(String payment, String at, String amount) {
        return paid(payment, at, amount, amount);
    }

    static Paid paid(String payment, String at, String amount, String kept) {
        return new Paid(payment, Instant.parse(at), Money.parse(amount), Money.parse(kept), Cadence.MONTHLY);
    }

    static Giving byCard(Paid... payments) {
        return giving("STRIPE", payments);
    }

    static Giving byPayPal(Paid... payments) {
        return giving("PAYPAL", payments);
    }

    private static Giving giving(String provider, Paid... payments) {
        return new Giving(
                UUID.randomUUID(),
                Cadence.MONTHLY,
                Money.parse("USD 5.00"),
                null,
                false,
                new Provider(provider),
                Instant.EPOCH,
                Giving.Standing.ACTIVE,
                Instant.EPOCH,
                null,
                null,
                List.of(payments),
                null);
    }
}
