package org.standwith.contributions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.standwith.contributions.Appointment.Act;
import org.standwith.contributions.Asking.Asked;
import org.standwith.payments.Commands;
import org.standwith.payments.Inquiry;

/**
 * Keeps appointments. Before anything is ended the provider is asked how it stands, since somebody may have decided otherwise
 * over there; what is done then is a change like those that supporters ask for, and as durable.
 */
@Component
class FollowUps {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Appointments appointments;
    private final Contributions contributions;
    private final Situations situations;
    private final Asking asking;
    private final CarryingOut carryingOut;
    private final Commands commands;
    private final Clock clock;
    private final WayBack nowhere;

    FollowUps(
            Appointments appointments,
            Contributions contributions,
            Situations situations,
            Asking asking,
            CarryingOut carryingOut,
            Commands commands,
            Clock clock,
            CheckoutProperties properties) {
        this.appointments = appointments;
        this.contributions = contributions;
        this.situations = situations;
        this.asking = asking;
        this.carryingOut = carryingOut;
        this.commands = commands;
        this.clock = clock;
        // Nobody has to agree to any of this.
        this.nowhere = new WayBack(properties.baseUrl(), properties.baseUrl(), Locale.ENGLISH);
    }

    /** @return when to come again; nothing when it is kept, or over */
    Optional<Instant> keep(UUID id) {
        Appointment appointment = appointments.find(id).orElse(null);
        if (appointment == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (now.isBefore(appointment.due())) {
            return Optional.of(appointment.due());
        }
        Contribution contribution =
                contributions.findById(appointment.contribution()).orElseThrow();
        // What goes on already is not harmed by having it go on, but by being ended.
        if (appointment.act() == Act.END
                && situations
                        .subscription(contribution.id())
                        .filter(each -> commands.ask(contribution.provider(), each) instanceof Inquiry.Unknown)
                        .isPresent()) {
            appointments.inVain(appointment);
            return Optional.of(now.plus(Pauses.after(appointment.tries() + 1)));
        }
        // What it says may have ended the appointment.
        return appointments.find(id).flatMap(this::act);
    }

    private Optional<Instant> act(Appointment appointment) {
        Alteration alteration = appointment.act().alteration();
        Asked asked = asking.askUnless(
                appointment.contribution(),
                alteration,
                nowhere,
                appointment.id(),
                // Kept after all in this moment, perhaps.
                contribution -> appointments.find(appointment.id()).isPresent()
                        ? Optional.empty()
                        : Optional.of(Refusal.REPLACED));
        return switch (asked) {
            case Asked.Noted noted -> {
                carryingOut.carryOut(noted.intent().id());
                yield Optional.empty();
            }
            case Asked.Not not
            when not.why() == Refusal.BUSY -> Optional.of(clock.instant().plus(A_MINUTE));
            case Asked.Not not -> {
                appointments.drop(appointment);
                yield Optional.empty();
            }
        };
    }
}
