package org.standwith.chaos;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.standwith.chaos.Fault.Moment;
import standwith.sandbox.Truth;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.account.Account;

/** A year at both providers, in which so many pay, and each fault befalls so many of the payments. */
final class Year implements AutoCloseable {

    private static final int MONTHS = 12;

    /** So often everything is sent to the bank. */
    private static final int QUARTER = 3;

    /** In this month foreign money is exchanged at once, and no fault happens. */
    private static final int EXCHANGED = 4;

    /** What happened in this month is told with what happens in the next one. */
    private static final int LATE = 7;

    private static final List<String> CURRENCIES = List.of("usd", "eur", "gbp");

    static final List<Fault> FAULTS = Stream.<Fault[]>of(
                    EventFaults.values(), StripeFaults.values(), PayPalFaults.values())
            .flatMap(Stream::of)
            .toList();

    private final Scene scene;
    private final Givers givers;
    private final Random random;
    private final int payments;
    private final int ofEach;
    private final ZonedDateTime began;
    private final Set<String> known = new HashSet<>();
    private final Map<Fault, Integer> befallen = new HashMap<>();

    Year(Scene scene, int payments, int ofEach, long seed) {
        this.scene = scene;
        this.givers = new Givers(scene, seed);
        this.random = new Random(seed);
        this.payments = payments;
        this.ofEach = ofEach;
        this.began = scene.sandbox().clock().instant().atZone(ZoneOffset.UTC);
    }

    ZonedDateTime began() {
        return began;
    }

    void pass() {
        scene.hold();
        givers.give("MONTHLY", payments * 75 / 1000);
        givers.give("ANNUAL", payments * 5 / 1000);
        scene.sandbox().advance(Duration.ofDays(3));
        scene.tell(true, 2);
        fresh();
        List<Payment> untouched = new ArrayList<>();
        for (int month = 1; month <= MONTHS; month++) {
            untouched.addAll(month(month, untouched));
        }
        scene.sandbox().advance(Duration.ofDays(4));
        scene.tell(false, 1);
    }

    /** @return what was not told of yet */
    private List<Payment> month(int month, List<Payment> before) {
        accounts().forEach(account -> account.settleInDollars(month == EXCHANGED));
        scene.sandbox().advanceTo(began.plusMonths(month).plusDays(1).toInstant());
        givers.give("ONCE", payments * 15 / 1000 / MONTHS);
        scene.sandbox().advanceTo(began.plusMonths(month).plusDays(4).toInstant());
        accounts().forEach(account -> account.settleInDollars(false));
        List<Payment> now = fresh();
        if (month == EXCHANGED) {
            now.stream()
                    .filter(payment ->
                            payment.isAt("PAYPAL") && !payment.currency().equals("usd"))
                    .forEach(payment -> scene.expected()
                            .books(
                                    "PAYPAL",
                                    "FEES",
                                    "usd",
                                    ExchangedFee.byRate(scene.paypal().object(payment.id())) - payment.fee()));
            scene.tell(true, 1);
            return List.of();
        }
        if (month == LATE) {
            return now;
        }
        List<Payment> candidates = new ArrayList<>(before);
        before.clear();
        candidates.addAll(now);
        Collections.shuffle(candidates, random);
        befall(Moment.BEFORE_IT_IS_TOLD, month, candidates);
        scene.tell(month % 2 == 0, 1 + month % 3 / 2);
        ownFunds();
        befall(Moment.AFTER_IT_IS_TOLD, month, candidates);
        if (month % QUARTER == 0) {
            payOut(month);
        }
        if (month == MONTHS) {
            befall(Moment.AT_THE_END, month, candidates);
        }
        // What faults have brought forth is left alone.
        fresh();
        return List.of();
    }

    private void befall(Moment moment, int month, List<Payment> candidates) {
        for (Fault fault : FAULTS) {
            if (fault.moment() == moment) {
                int left = ofEach - befallen.getOrDefault(fault, 0);
                int months = moment == Moment.AT_THE_END ? 1 : MONTHS + 1 - month;
                List<Payment> victims = candidates.stream()
                        .filter(fault::suits)
                        .limit((left + months - 1) / months)
                        .toList();
                candidates.removeAll(new HashSet<>(victims));
                fault.befall(victims, scene);
                befallen.merge(fault, victims.size(), Integer::sum);
            }
        }
    }

    /** How often each has happened. */
    Map<Fault, Integer> befallen() {
        return befallen;
    }

    /** What moves on the accounts beside payments, of which statements alone tell. */
    private void ownFunds() {
        for (Account<?> account : accounts()) {
            account.chargeAccount("usd", 250);
            account.reserve("eur", 300);
            account.reserve("eur", -300);
        }
        scene.stripe().topUp("gbp", 1_000);
        scene.paypal().deposit("gbp", 1_000);
    }

    private void payOut(int month) {
        for (String currency : CURRENCIES) {
            if (scene.stripe().mistakes().available(currency) > 0) {
                scene.stripe().payOut(currency);
            }
            if (month < MONTHS) {
                long held = scene.paypal().held().getOrDefault(currency, 0L);
                scene.paypal().payOut(currency, held / 2, month % 2 == 0);
            }
        }
    }

    private List<Account<?>> accounts() {
        return List.of(scene.stripe(), scene.paypal());
    }

    /** Payments that have come since this was asked last. */
    private List<Payment> fresh() {
        List<Truth.Movement> moved = scene.sandbox().truth().movements();
        Map<String, Long> fees = new HashMap<>();
        moved.stream().filter(movement -> movement.kind() == Kind.FEE).forEach(fee -> fees.put(fee.id(), -fee.minor()));
        return moved.stream()
                .filter(movement -> movement.kind() == Kind.PAYMENT && known.add(movement.id()))
                .map(paid -> new Payment(
                        paid.provider(),
                        paid.id(),
                        paid.currency(),
                        paid.minor(),
                        fees.getOrDefault(paid.id(), 0L),
                        String.valueOf(paid.interval())))
                .toList();
    }

    @Override
    public void close() {
        givers.close();
    }
}
