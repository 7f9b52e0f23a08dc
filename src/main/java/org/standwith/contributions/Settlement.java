package org.standwith.contributions;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Appointment.Act;
import org.standwith.contributions.Intent.State;
import org.standwith.payments.Fact.SubscriptionSeen;

/** Ends changes that were asked for, each once and in one way, with what follows from that. */
@Component
class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final Contributions contributions;
    private final Intents intents;
    private final Appointments appointments;
    private final Clock clock;

    Settlement(Contributions contributions, Intents intents, Appointments appointments, Clock clock) {
        this.contributions = contributions;
        this.intents = intents;
        this.appointments = appointments;
        this.clock = clock;
    }

    /**
     * It is so. Nothing where it was settled before.
     *
     * @param seen how the provider says that it stands now, if it does
     */
    @Transactional
    void done(Intent intent, @Nullable SubscriptionSeen seen) {
        lock(intent.contribution());
        if (!intents.settle(intent, State.DONE, null, null, clock.instant())) {
            return;
        }
        switch (intent.wish().kind()) {
            case PAUSE, SKIP -> agree(intent, Act.RESUME, seen == null ? null : seen.resumesAt());
            case END_WITH_PERIOD -> agree(intent, Act.END, seen == null ? null : seen.endsAt());
            case RESUME, END, LAPSE, KEEP_ON -> appointments.drop(intent.contribution());
            case AMOUNT, CADENCE, CARD -> {}
        }
    }

    /** @param byItself when the provider does it by itself; null where it does not */
    private void agree(Intent intent, Act act, @Nullable Instant byItself) {
        if (byItself == null) {
            appointments.make(
                    intent.contribution(),
                    act,
                    Objects.requireNonNull(intent.particulars().until()));
        } else {
            appointments.drop(intent.contribution());
        }
    }

    /** In their account over there, where the provider has no page for this alone. */
    void shown(Intent intent) {
        intents.settle(intent, State.SHOWN, null, null, clock.instant());
    }

    /** Nothing has changed. */
    @Transactional
    void refused(Intent intent, Refusal why, @Nullable String word) {
        lock(intent.contribution());
        boolean settled = intents.settle(intent, State.REFUSED, why, word, clock.instant());
        // What we wanted to do at its date cannot be done, and is not promised any longer.
        boolean ours = settled && appointments.dropped(intent.key());
        if (ours || settled && why == Refusal.PROVIDER) {
            log.atWarn().addKeyValue("reason", word).log("A provider refused to change a contribution");
        }
    }

    /** What we wanted by ourselves is not wanted any more. By the same key it can be wanted anew. */
    @Transactional
    void givenUp(Intent intent) {
        lock(intent.contribution());
        if (intents.settle(intent, State.REFUSED, Refusal.NOT_OVERDUE, null, clock.instant())) {
            intents.freeKey(intent.id());
        }
    }

    void forbidden(Intent intent) {
        intents.settle(intent, State.FORBIDDEN, null, null, clock.instant());
    }

    /** What belongs to a contribution is locked after it, by everybody. */
    private void lock(UUID contribution) {
        contributions.lock(List.of(contribution.toString()));
    }
}
