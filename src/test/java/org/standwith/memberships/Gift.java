package org.standwith.memberships;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Paid;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;
import org.standwith.payments.Provider;

/** Contributions that are only made up. */
final class Gift {

    private static final Provider SOMEBODY = new Provider("SOMEBODY");

    private Gift() {}

    static Giving of(Cadence cadence, Standing standing, Paid... payments) {
        return of(cadence, standing, null, List.of(payments));
    }

    static Giving of(Cadence cadence, Standing standing, @Nullable Instant until, List<Paid> payments) {
        Money amount = payments.isEmpty()
                ? Money.parse("USD 5.00")
                : payments.getFirst().amount();
        Instant created = Instant.parse("2026-01-01T00:00:00Z");
        return new Giving(
                UUID.randomUUID(),
                cadence,
                amount,
                null,
                false,
                SOMEBODY,
                created,
                standing,
                created,
                until,
                null,
                payments,
                null);
    }

    static Paid paid(Cadence cadence, String amount, String at) {
        return paid(cadence, amount, amount, at);
    }

    static Paid paid(Cadence cadence, String amount, String kept, String at) {
        return new Paid(
                UUID.randomUUID().toString(), Instant.parse(at), Money.parse(amount), Money.parse(kept), cadence);
    }

    /** With these payments in place of its own. */
    static Giving with(Giving giving, List<Paid> payments) {
        return new Giving(
                giving.id(),
                giving.cadence(),
                giving.amount(),
                giving.fixed(),
                giving.coversFees(),
                giving.provider(),
                giving.created(),
                giving.standing(),
                giving.since(),
                giving.until(),
                giving.next(),
                payments,
                giving.change());
    }

    static Paid kept(Paid paid, Money kept) {
        return new Paid(paid.payment(), paid.at(), paid.amount(), kept, paid.cadence());
    }

    /** What somebody may give, about as much as tiers ask for, some of it just over, repeated or not begun. */
    static List<Giving> some(Random random, Instant now) {
        List<Giving> givings = new ArrayList<>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            Cadence cadence = Cadence.values()[random.nextInt(3)];
            CurrencyUnit currency = random.nextInt(4) == 0 ? CurrencyUnit.EUR : CurrencyUnit.USD;
            List<Paid> payments = new ArrayList<>();
            for (int more = random.nextInt(4); more > 0; more--) {
                Cadence then = random.nextInt(8) == 0 ? Cadence.MONTHLY : cadence;
                Money amount =
                        Money.ofMinor(currency, (1 + random.nextInt(30)) * (then == Cadence.ANNUAL ? 1200L : 100L));
                Money kept = random.nextInt(4) == 0 ? amount.minusMinor(random.nextInt(100)) : amount;
                // About where months, years and grace begin and end.
                Instant at = now.minus(Duration.ofDays(random.nextInt(8) == 0 ? 365 : 30L * random.nextInt(3)))
                        .plus(Duration.ofMinutes(random.nextInt(60 * 24 * 20) - 60 * 24 * 12L));
                payments.add(new Paid(UUID.randomUUID().toString(), at, amount, kept, then));
            }
            Standing standing = random.nextBoolean()
                    ? Standing.ACTIVE
                    : Standing.values()[random.nextInt(Standing.values().length)];
            Instant until = random.nextBoolean() ? null : now.plus(Duration.ofHours(random.nextInt(2000) - 500L));
            givings.add(of(cadence, standing, until, payments));
        }
        return givings;
    }
}
