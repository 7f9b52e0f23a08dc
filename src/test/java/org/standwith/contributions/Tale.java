package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Provider;

/**
 * The life of one contribution, made up from a seed. Whoever makes it up knows how it ends, and does not have to ask the
 * code under test.
 */
abstract class Tale extends Telling {

    static final Instant START = Instant.parse("2025-11-27T09:30:00Z");

    /** How a contribution stands: the name of its state, since when and until when. */
    record Stands(String state, Instant since, @Nullable Instant until) {}

    private record Paid(String payment, Money amount) {}

    final Cadence cadence;
    final Instant created;
    final Money wanted;
    final String reference;

    /** Whether euros come as dollars. */
    final boolean exchange;

    private final List<Paid> payments = new ArrayList<>();
    private Stands stands;
    private boolean open;
    private Money due;
    private Instant paidUntil;
    private boolean over;

    /** Payments that were taken long after the end. */
    final List<String> afterEnd = new ArrayList<>();

    Tale(Provider provider, Cadence cadence, String tail, Random random) {
        super(provider, cadence, tail, random, START.plusSeconds(random.nextInt(20) * 86_400L));
        this.cadence = cadence;
        this.created = now;
        this.exchange = oneIn(3);
        this.wanted = exchange || oneIn(3) ? euros(500) : dollars(500);
        this.due = wanted;
        this.reference = "reference" + tail;
        this.stands = new Stands("Pending", created, null);
        this.paidUntil = created;
    }

    /** Nothing where two pictures of one second differ and nobody can tell which is the later one. */
    @Nullable
    Stands stands() {
        return open ? null : stands;
    }

    boolean isOpen() {
        return open;
    }

    Money due() {
        return due;
    }

    /** A single contribution, up to its payment if it comes to that. */
    abstract void once();

    /** What comes before the first regular payment. */
    abstract void opens();

    /** It was begun elsewhere and has gone on since, and nobody tells what was paid until now. */
    abstract void goesOn();

    /** What is due is taken now, and known by the id that it gets. */
    abstract String takes(Money amount);

    /** What is due cannot be taken now. */
    abstract void fails(int attempt, @Nullable Instant again);

    /** A picture of the subscription as it is now. */
    abstract void see(
            Standing standing,
            Source source,
            @Nullable Instant paidUntil,
            @Nullable Instant endsAt,
            @Nullable Instant resumesAt);

    /** The provider's id of the booking of a movement. */
    abstract String bookingOf(String movement);

    abstract boolean endsWithItsPeriod();

    final void tell() {
        if (cadence.recurs()) {
            regularly();
        } else {
            once();
        }
        for (Paid each : payments) {
            if (oneIn(2)) {
                pass(Duration.ofDays(40));
                new Aftermath(this, each.payment, each.amount).tell();
            }
        }
    }

    final void stands(String state) {
        stands = new Stands(state, now, null);
    }

    /** Money was taken; its fee is told with it, or late, or not at all. */
    final String pays(Money amount) {
        String payment = takes(amount);
        payments.add(new Paid(payment, amount));
        succeeded(payment, amount);
        if (!oneIn(5)) {
            Instant at = oneIn(2) ? now : now.plusSeconds(random.nextInt(300_000));
            settled(bookingOf(payment), payment, amount, exchange, 30 + random.nextInt(20), at);
        }
        return payment;
    }

    private void regularly() {
        if (oneIn(6)) {
            goesOn();
            paidUntil = next(now);
            stands = new Stands("Active", now, paidUntil);
        } else {
            opens();
            pass(Duration.ofHours(2));
            if (oneIn(8)) {
                see(Standing.ENDED, Source.EVENT, null, null, null);
                stands("Expired");
                return;
            }
            renews(next(now));
        }
        for (int left = random.nextInt(7); left > 0 && !over; left--) {
            pass(Duration.ofDays(5));
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> renewsOnTime();
                case 3, 4 -> failsAndMayRecover();
                case 5 -> changes();
                case 6 -> changesTwiceInOneSecond();
                case 7 -> pauses();
                case 8 -> isCancelled();
                default -> flickers();
            }
        }
    }

    private void renewsOnTime() {
        now = now.isAfter(paidUntil) ? now : paidUntil;
        pass(Duration.ofHours(3));
        renews(next(now));
    }

    /** @param periodEnd what the provider calls the end of what is paid, at the latest a period from now */
    private void renews(Instant periodEnd) {
        boolean goesOn = stands.state.equals("Active");
        boolean pictured = oneIn(2);
        if (pictured) {
            see(Standing.ACTIVE, Source.EVENT, periodEnd, null, null);
        }
        Instant since = goesOn ? stands.since : now;
        pays(due);
        stands = new Stands("Active", since, next(now));
        if (!pictured && oneIn(2)) {
            pass(Duration.ofSeconds(3));
            see(Standing.ACTIVE, oneIn(2) ? Source.EVENT : Source.FETCHED, periodEnd, null, null);
            stands = new Stands("Active", since, periodEnd);
        }
        paidUntil = periodEnd;
    }

    private void failsAndMayRecover() {
        now = now.isAfter(paidUntil) ? now : paidUntil;
        Instant wasDue = now;
        Instant first = now;
        for (int attempt = 1 + random.nextInt(3), i = 1; i <= attempt; i++) {
            Instant again = now.plusSeconds(86_400L * (1 + random.nextInt(3)));
            fails(i, again);
            stands = new Stands("PastDue", first, again);
            if (oneIn(2)) {
                see(Standing.PAST_DUE, oneIn(2) ? Source.EVENT : Source.FETCHED, wasDue, null, null);
            }
            now = again;
        }
        switch (random.nextInt(4)) {
            case 0 -> over = true;
            case 1 -> ends();
            default -> renews(next(wasDue));
        }
    }

    private void changes() {
        due = due.plusMinor(100 + random.nextInt(5) * 100);
        see(Standing.ACTIVE, Source.EVENT, paidUntil, null, null);
        stands = new Stands("Active", stands.since, paidUntil);
    }

    /** Only a picture that is fetched can tell which of the two was the later one. */
    private void changesTwiceInOneSecond() {
        Money decided = due.plusMinor(100);
        Money overtaken = due.plusMinor(200);
        boolean inThatOrder = oneIn(2);
        due = inThatOrder ? decided : overtaken;
        see(Standing.ACTIVE, Source.EVENT, paidUntil, null, null);
        due = inThatOrder ? overtaken : decided;
        see(Standing.ACTIVE, Source.EVENT, paidUntil, null, null);
        due = decided;
        if (oneIn(2)) {
            pass(Duration.ofSeconds(5));
        }
        see(Standing.ACTIVE, Source.FETCHED, paidUntil, null, null);
        stands = new Stands("Active", stands.since, paidUntil);
    }

    private void pauses() {
        Instant resumes = endsWithItsPeriod() && oneIn(2) ? now.plusSeconds(90 * 86_400L) : null;
        see(Standing.PAUSED, Source.EVENT, paidUntil, null, resumes);
        stands = new Stands("Paused", now, resumes);
        if (oneIn(2)) {
            pass(Duration.ofDays(3));
            see(Standing.PAUSED, Source.FETCHED, paidUntil, null, resumes);
        }
        if (oneIn(4)) {
            over = true;
            return;
        }
        pass(Duration.ofDays(60));
        paidUntil = now.plusSeconds(864_000);
        see(Standing.ACTIVE, Source.EVENT, paidUntil, null, null);
        stands = new Stands("Active", now, paidUntil);
    }

    private void isCancelled() {
        if (!endsWithItsPeriod() || oneIn(3) || !now.isBefore(paidUntil)) {
            ends();
            return;
        }
        see(Standing.ACTIVE, Source.EVENT, paidUntil, paidUntil, null);
        stands = new Stands("Ending", now, paidUntil);
        if (oneIn(3)) {
            pass(Duration.ofMinutes(5));
            see(Standing.ACTIVE, Source.EVENT, paidUntil, null, null);
            stands = new Stands("Active", now, paidUntil);
        } else if (oneIn(2)) {
            now = paidUntil;
            ends();
        } else {
            over = true;
        }
    }

    /** What has ended stays ended, whatever is still told of it. */
    private void ends() {
        see(Standing.ENDED, Source.EVENT, paidUntil, null, null);
        stands("Ended");
        over = true;
        if (oneIn(3)) {
            pass(Duration.ofDays(2));
            afterEnd.add(pays(due));
            fails(1, null);
        }
    }

    private void flickers() {
        see(Standing.ACTIVE, Source.EVENT, paidUntil, null, null);
        see(Standing.PAUSED, Source.EVENT, paidUntil, null, null);
        open = true;
        over = true;
    }

    final Instant next(Instant at) {
        return at.atOffset(ZoneOffset.UTC)
                .plusMonths(cadence == Cadence.ANNUAL ? 12 : 1)
                .toInstant();
    }
}
