package org.standwith.contributions;

import static java.util.Comparator.comparing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Giving.Paid;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Remaining;

/** What supporters give, for themselves to see. */
@Service
public class Givings {

    private final Contributions contributions;
    private final Intents intents;
    private final Appointments appointments;
    private final Situations situations;
    private final Door door;
    private final Clock clock;

    Givings(
            Contributions contributions,
            Intents intents,
            Appointments appointments,
            Situations situations,
            Door door,
            Clock clock) {
        this.contributions = contributions;
        this.intents = intents;
        this.appointments = appointments;
        this.situations = situations;
        this.door = door;
        this.clock = clock;
    }

    /** Those of these that there are, the latest first. Four look-ups, however many they are. */
    @Transactional(readOnly = true)
    public List<Giving> of(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        Map<UUID, List<Fact>> facts = door.factsOf(ids);
        Map<UUID, Appointment> agreed = appointments.of(ids);
        Map<UUID, Intent> open =
                intents.open(ids).stream().collect(Collectors.toMap(Intent::contribution, Function.identity()));
        return contributions.findAllById(ids).stream()
                .map(each -> giving(
                        each,
                        facts.getOrDefault(each.id(), List.of()),
                        agreed.get(each.id()),
                        open.get(each.id()),
                        now))
                .sorted(comparing(Giving::created).reversed().thenComparing(Giving::id))
                .toList();
    }

    private Giving giving(
            Contribution contribution,
            List<Fact> facts,
            @Nullable Appointment appointment,
            @Nullable Intent open,
            Instant now) {
        Terms terms = situations.terms(contribution, appointment, facts, now);
        return new Giving(
                contribution.id(),
                contribution.cadence(),
                contribution.amount(),
                terms.fixed(now),
                contribution.coversFees(),
                contribution.provider(),
                contribution.createdAt(),
                terms.standing(),
                contribution.since(),
                terms.until(),
                terms.chargedAfterPause(now),
                paid(contribution, facts),
                open == null ? null : open.told());
    }

    private static List<Paid> paid(Contribution contribution, List<Fact> facts) {
        Map<String, Money> kept = Remaining.of(facts);
        Cadences cadences = new Cadences(contribution.firstCadence(), facts);
        List<Paid> all = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.PaymentSucceeded paid) {
                Money none = Money.zero(paid.amount().getCurrencyUnit());
                all.add(new Paid(
                        paid.payment(),
                        paid.at(),
                        paid.amount(),
                        kept.getOrDefault(paid.payment(), none),
                        cadences.at(paid.at())));
            }
        }
        all.sort(comparing(Paid::at).reversed().thenComparing(Paid::payment));
        return all;
    }
}
