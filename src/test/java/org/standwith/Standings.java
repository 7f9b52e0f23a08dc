package org.standwith;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.Change;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;

/** How what goes on stands at the bank: five dollars each month until something else was agreed. */
final class Standings {

    private static final Money FIVE = Money.parse("USD 5.00");

    /** What is agreed, without when it was looked at. */
    private record Agreed(
            Standing standing,
            Money each,
            Cadence cadence,
            @Nullable Instant paidUntil,
            boolean endsThen,
            @Nullable Instant resumesAt) {

        Agreed with(Change change) {
            return switch (change) {
                case Change.ToAmount to -> new Agreed(standing, to.each(), cadence, paidUntil, endsThen, resumesAt);
                case Change.ToCadence to ->
                    new Agreed(standing, to.each(), to.cadence(), paidUntil, endsThen, resumesAt);
                case Change.Pause pause ->
                    new Agreed(Standing.PAUSED, each, cadence, paidUntil, endsThen, pause.until());
                case Change.Resume resume -> new Agreed(Standing.ACTIVE, each, cadence, paidUntil, endsThen, null);
                case Change.EndWithPeriod end -> new Agreed(standing, each, cadence, paidUntil, true, resumesAt);
                case Change.KeepOn keep -> new Agreed(standing, each, cadence, paidUntil, false, resumesAt);
            };
        }
    }

    private final Clock clock;
    private volatile boolean undated;
    private final Map<String, Agreed> all = new ConcurrentHashMap<>();

    Standings(Clock clock) {
        this.clock = clock;
    }

    void saysNoDates(boolean wanted) {
        undated = wanted;
    }

    /** It goes on like this, and is paid until then. */
    void begin(String subscription, Money each, Cadence cadence, Instant paidUntil) {
        all.put(subscription, new Agreed(Standing.ACTIVE, each, cadence, paidUntil, false, null));
    }

    /** Whether anything is different by it. */
    boolean change(String subscription, Change change) {
        Agreed before = of(subscription);
        Agreed after = before.with(undated ? suspending(change) : change);
        all.put(subscription, after);
        return !after.equals(before);
    }

    /** As providers do it that know one sort of standing still. */
    private static Change suspending(Change change) {
        return switch (change) {
            case Change.EndWithPeriod end -> new Change.Pause(Instant.EPOCH);
            case Change.Pause pause -> new Change.Pause(Instant.EPOCH);
            case Change.KeepOn keep -> new Change.Resume();
            case Change.ToAmount same -> same;
            case Change.ToCadence same -> same;
            case Change.Resume same -> same;
        };
    }

    boolean hasEnded(String subscription) {
        return of(subscription).standing() == Standing.ENDED;
    }

    void end(String subscription) {
        Agreed before = of(subscription);
        all.put(
                subscription,
                new Agreed(Standing.ENDED, before.each(), before.cadence(), before.paidUntil(), false, null));
    }

    SubscriptionSeen seen(String subscription) {
        Agreed now = of(subscription);
        return new SubscriptionSeen(
                Bank.BANK,
                subscription,
                now.standing(),
                Source.FETCHED,
                now.each(),
                now.cadence(),
                now.paidUntil(),
                now.endsThen() ? now.paidUntil() : null,
                Instant.EPOCH.equals(now.resumesAt()) ? null : now.resumesAt(),
                clock.instant());
    }

    private Agreed of(String subscription) {
        return all.getOrDefault(subscription, new Agreed(Standing.ACTIVE, FIVE, Cadence.MONTHLY, null, false, null));
    }
}
