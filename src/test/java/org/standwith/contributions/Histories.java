package org.standwith.contributions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact;

/** What providers tell in one stretch of time, made up from a seed: of contributions, of strangers' money, of payouts. */
record Histories(List<Tale> tales, List<Telling> rest) {

    /** @param tail ends all ids of these */
    static Histories of(Random random, String tail) {
        List<Tale> tales = new ArrayList<>();
        for (int many = 2 + random.nextInt(3), i = 0; i < many; i++) {
            tales.add(tale(random, "_" + i + tail));
        }
        return new Histories(tales, List.of(stranger("_s" + tail, random), payouts("_p" + tail, random)));
    }

    static Tale tale(Random random, String tail) {
        Cadence[] cadences = {Cadence.ONCE, Cadence.MONTHLY, Cadence.MONTHLY, Cadence.ANNUAL};
        Cadence cadence = cadences[random.nextInt(cadences.length)];
        Tale tale =
                random.nextBoolean() ? new StripeTale(cadence, tail, random) : new PayPalTale(cadence, tail, random);
        tale.tell();
        return tale;
    }

    List<Telling> all() {
        List<Telling> all = new ArrayList<>(tales);
        all.addAll(rest);
        return all;
    }

    List<Fact> facts() {
        return all().stream().flatMap(each -> each.facts().stream()).toList();
    }

    List<String> journal() {
        return all().stream().flatMap(each -> each.journal().stream()).sorted().toList();
    }

    /** Somebody else sells on the same account: links lead nowhere, and the money stays in suspense. */
    private static Telling stranger(String tail, Random random) {
        Telling telling =
                new Telling(random.nextBoolean() ? Telling.STRIPE : Telling.PAYPAL, null, tail, random, Tale.START);
        String payment = telling.id("ch_");
        telling.link(payment, telling.id("pi_"));
        telling.succeeded(payment, Telling.euros(1900));
        telling.settled(telling.id("txn_"), payment, Telling.euros(1900), random.nextBoolean(), 55, telling.now);
        telling.pass(Duration.ofDays(9));
        telling.refunded(telling.id("re_"), payment, Telling.euros(900));
        return telling;
    }

    private static Telling payouts(String tail, Random random) {
        Telling telling =
                new Telling(random.nextBoolean() ? Telling.STRIPE : Telling.PAYPAL, null, tail, random, Tale.START);
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            telling.pass(Duration.ofDays(20));
            String payout = telling.id("po_");
            telling.paidOut(payout, Telling.dollars(1000L * left));
            if (telling.oneIn(3)) {
                telling.pass(Duration.ofDays(3));
                telling.payoutFailed(payout, Telling.dollars(1000L * left));
            }
        }
        return telling;
    }
}
