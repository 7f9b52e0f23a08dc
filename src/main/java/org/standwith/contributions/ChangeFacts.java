package org.standwith.contributions;

import static java.util.Comparator.comparing;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.FactListener;

/**
 * A change is done when a fact confirms it, also where our own question got no answer, or the supporter agreed to it over
 * there. And what was changed without us is not changed back by us.
 */
@Component
class ChangeFacts implements FactListener {

    private final Contributions contributions;
    private final Intents intents;
    private final Appointments appointments;
    private final Settlement settlement;

    /** The door tells us, and we ask it back. */
    private final ObjectProvider<Door> door;

    ChangeFacts(
            Contributions contributions,
            Intents intents,
            Appointments appointments,
            Settlement settlement,
            ObjectProvider<Door> door) {
        this.contributions = contributions;
        this.intents = intents;
        this.appointments = appointments;
        this.settlement = settlement;
        this.door = door;
    }

    @Override
    public void on(News news) {
        Set<UUID> owners = new TreeSet<>();
        Stream.concat(news.fresh().stream(), news.linked().stream())
                .filter(each -> each.owner() != null && each.fact() instanceof SubscriptionSeen)
                .forEach(each -> owners.add(Objects.requireNonNull(each.owner())));
        if (owners.isEmpty()) {
            return;
        }
        Map<UUID, Intent> open = new TreeMap<>();
        intents.open(owners).forEach(each -> open.put(each.contribution(), each));
        Map<UUID, Appointment> agreed = appointments.of(owners);
        owners.removeIf(each -> !open.containsKey(each) && !agreed.containsKey(each));
        if (owners.isEmpty()) {
            return;
        }
        contributions.lock(owners.stream().map(UUID::toString).toList());
        Map<UUID, List<Fact>> facts = door.getObject().factsOf(owners);
        for (UUID owner : owners) {
            List<SubscriptionSeen> pictures = facts.getOrDefault(owner, List.of()).stream()
                    .filter(SubscriptionSeen.class::isInstance)
                    .sorted(FactOrder.AS_TAKEN)
                    .map(SubscriptionSeen.class::cast)
                    .toList();
            if (pictures.isEmpty()) {
                continue;
            }
            Optional.ofNullable(agreed.get(owner))
                    .filter(each -> each.isOverBy(pictures.getLast()))
                    .ifPresent(appointments::drop);
            Optional.ofNullable(open.get(owner)).ifPresent(each -> settle(each, pictures));
        }
    }

    private void settle(Intent intent, List<SubscriptionSeen> pictures) {
        List<SubscriptionSeen> since = pictures.stream()
                .filter(each -> !each.at().isBefore(intent.asked().truncatedTo(ChronoUnit.SECONDS)))
                .toList();
        boolean over = isOver(pictures);
        SubscriptionSeen confirms = since.stream()
                .filter(each -> isSo(intent, each))
                .filter(each -> over || !endsAll(intent))
                .max(comparing(SubscriptionSeen::at))
                .orElse(null);
        if (confirms != null) {
            settlement.done(intent, confirms);
        } else if (over) {
            settlement.refused(intent, Refusal.ENDED, null);
        }
    }

    private static boolean endsAll(Intent intent) {
        Kind kind = intent.wish().kind();
        return kind == Kind.END || kind == Kind.LAPSE;
    }

    /** Whether all that goes on of it has ended, and not the first of it only. */
    private static boolean isOver(List<SubscriptionSeen> pictures) {
        Map<String, Boolean> ended = new TreeMap<>();
        pictures.forEach(
                each -> ended.merge(each.subscription(), each.standing() == Standing.ENDED, Boolean::logicalOr));
        return ended.values().stream().allMatch(each -> each);
    }

    /** Whether this picture, taken after it was asked for, shows it. */
    static boolean isSo(Intent intent, SubscriptionSeen seen) {
        boolean active = seen.standing() == Standing.ACTIVE;
        boolean paused = seen.standing() == Standing.PAUSED;
        return switch (intent.wish()) {
            case Alteration.ToAmount to -> to.each().equals(seen.amount());
            case Alteration.ToCadence to -> to.each().equals(seen.amount()) && to.cadence() == seen.cadence();
            case Alteration.Pause pause -> paused && isUntil(intent, seen);
            case Alteration.Skip skip -> paused && isUntil(intent, seen);
            case Alteration.Resume resume -> active;
            case Alteration.End end -> seen.standing() == Standing.ENDED;
            case Alteration.Lapse lapse -> seen.standing() == Standing.ENDED;
            case Alteration.EndWithPeriod end -> active ? seen.endsAt() != null : paused && seen.resumesAt() == null;
            case Alteration.KeepOn keep -> active && seen.endsAt() == null;
            case Alteration.AnotherCard card -> false;
        };
    }

    private static boolean isUntil(Intent intent, SubscriptionSeen seen) {
        return seen.resumesAt() == null
                || seen.resumesAt().equals(intent.particulars().until());
    }
}
