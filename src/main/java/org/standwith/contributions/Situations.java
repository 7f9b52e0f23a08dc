package org.standwith.contributions;

import static java.util.Comparator.comparing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.contributions.Giving.Standing;
import org.standwith.contributions.Intent.State;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Providers;
import org.standwith.vault.Dossiers;

/** Looks up what decides about changes of a contribution. */
@Component
class Situations {

    private final Appointments appointments;
    private final Intents intents;
    private final Withdrawals withdrawals;
    private final Owners owners;
    private final Dossiers dossiers;
    private final Door door;
    private final Providers providers;
    private final Clock clock;

    Situations(
            Appointments appointments,
            Intents intents,
            Withdrawals withdrawals,
            Owners owners,
            Dossiers dossiers,
            Door door,
            Providers providers,
            Clock clock) {
        this.appointments = appointments;
        this.intents = intents;
        this.withdrawals = withdrawals;
        this.owners = owners;
        this.dossiers = dossiers;
        this.door = door;
        this.providers = providers;
        this.clock = clock;
    }

    Situation of(Contribution contribution) {
        Instant now = clock.instant();
        return new Situation(
                standing(contribution, appointmentOf(contribution), now),
                contribution.cadence(),
                contribution.amount(),
                contribution.owner(owners).flatMap(dossiers::open).isEmpty(),
                withdrawals.isUnderWay(contribution.id()),
                intents.open(List.of(contribution.id())).stream()
                        .filter(each -> isBusy(each, now))
                        .map(each -> each.wish().kind())
                        .findFirst()
                        .orElse(null));
    }

    /** What waits for the supporter gives way to whatever they want instead. */
    private static boolean isBusy(Intent open, Instant now) {
        return open.state() == State.ASKED || open.isClaimed(now);
    }

    Terms terms(Contribution contribution) {
        return terms(contribution, appointmentOf(contribution), facts(contribution.id()), clock.instant());
    }

    /** From what was looked up already. */
    Terms terms(Contribution contribution, @Nullable Appointment appointment, List<Fact> facts, Instant now) {
        return Terms.of(
                contribution,
                appointment,
                facts,
                providers
                        .named(contribution.provider().name())
                        .map(PaymentProvider::priceKept)
                        .orElse(Duration.ZERO),
                now);
    }

    /** By which its provider is asked: the subscription that it was heard of last. */
    Optional<String> subscription(UUID contribution) {
        List<String> all = door.lastingOf(contribution);
        return facts(contribution).stream()
                .filter(SubscriptionSeen.class::isInstance)
                .filter(fact -> all.contains(fact.subject()))
                .max(FactOrder.AS_TAKEN)
                .map(Fact::subject)
                .or(() -> all.stream().max(comparing(each -> each)));
    }

    static Standing standing(Contribution contribution, @Nullable Appointment appointment, Instant now) {
        Standing byFacts = contribution.standing(now);
        return appointment != null && appointment.explains(byFacts) ? appointment.standing() : byFacts;
    }

    static @Nullable Instant until(Contribution contribution, @Nullable Appointment appointment, Instant now) {
        return appointment != null && appointment.explains(contribution.standing(now))
                ? appointment.due()
                : contribution.until();
    }

    private @Nullable Appointment appointmentOf(Contribution contribution) {
        return appointments.of(List.of(contribution.id())).get(contribution.id());
    }

    private List<Fact> facts(UUID contribution) {
        return door.factsOf(List.of(contribution)).getOrDefault(contribution, List.of());
    }
}
