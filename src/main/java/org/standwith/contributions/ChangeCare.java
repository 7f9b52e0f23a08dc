package org.standwith.contributions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.Intent.State;

/** Sees to changes that were asked for until they are settled, also where nobody comes back. */
@Component
class ChangeCare {

    private static final Logger log = LoggerFactory.getLogger(ChangeCare.class);

    /** PayPal's page for agreeing is open for three hours. */
    private static final Duration AGREED_BY_THEN = Duration.ofHours(3).plusMinutes(10);

    /** Stripe's page for a card is open for a day. */
    private static final Duration GIVEN_BY_THEN = Duration.ofHours(25);

    /** How soon somebody is looked after who has given a card and did not come back. */
    private static final Duration AWAY = Duration.ofMinutes(10);

    /** About six hours of asking. */
    private static final int TOO_OFTEN = 20;

    private final Intents intents;
    private final CarryingOut carryingOut;
    private final Settlement settlement;
    private final Clock clock;

    ChangeCare(Intents intents, CarryingOut carryingOut, Settlement settlement, Clock clock) {
        this.intents = intents;
        this.carryingOut = carryingOut;
        this.settlement = settlement;
        this.clock = clock;
    }

    /** @return when to come again; nothing when it is settled */
    Optional<Instant> lookAfter(UUID id) {
        Intent intent = intents.find(id).orElse(null);
        if (intent == null || !intent.isOpen()) {
            return Optional.empty();
        }
        if (intent.state() == State.ASKED) {
            return next(carryingOut.carryOut(id));
        }
        boolean isCard = intent.wish().kind() == Kind.CARD;
        Instant end = intent.asked().plus(isCard ? GIVEN_BY_THEN : AGREED_BY_THEN);
        boolean isOver = !clock.instant().isBefore(end);
        // Of what is agreed to we are told; a card that was given is nobody's until we fetch it.
        Intent now = isCard || isOver ? carryingOut.lookAfter(id) : intent;
        if (isOver
                && now.state() == State.AGREEING
                && now.tries() == intent.tries()
                && !now.isClaimed(clock.instant())) {
            settlement.refused(now, Refusal.EXPIRED, null);
            return Optional.empty();
        }
        return next(now);
    }

    private Optional<Instant> next(Intent intent) {
        Instant now = clock.instant();
        if (!intent.isOpen()) {
            return Optional.empty();
        }
        if (intent.isClaimed(now)) {
            return Optional.ofNullable(intent.claimed());
        }
        if (intent.state() == State.ASKED || intent.tries() > 0) {
            if (intent.tries() == TOO_OFTEN) {
                log.atError().log("A provider does not confirm what a supporter wants changed");
            }
            return Optional.of(now.plus(Pauses.after(intent.tries())));
        }
        boolean isCard = intent.wish().kind() == Kind.CARD;
        Instant end = intent.asked().plus(isCard ? GIVEN_BY_THEN : AGREED_BY_THEN);
        Duration sinceAsked = Duration.between(intent.asked(), now);
        Instant then = now.plus(sinceAsked.compareTo(AWAY) > 0 ? sinceAsked : AWAY);
        return Optional.of(!isCard || then.isAfter(end) ? end : then);
    }
}
