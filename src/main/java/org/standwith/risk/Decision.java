package org.standwith.risk;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What signals come to, heard one after the other. Whatever goes wrong with one makes for more care, and silences no other. */
final class Decision {

    private static final Logger log = LoggerFactory.getLogger(Decision.class);

    private final Policy policy;
    private final LocalDate today;
    private final Set<Country> places = new HashSet<>();
    private Level hard = Level.OPEN;
    private Level soft = Level.OPEN;
    private boolean declared;
    private boolean domain;
    private boolean language;
    private boolean zone;

    private Decision(Policy policy, LocalDate today) {
        this.policy = policy;
        this.today = today;
    }

    static Handling of(Policy policy, LocalDate today, Collection<? extends Signal> signals) {
        Decision decision = new Decision(policy, today);
        try {
            signals.forEach(decision::hearOrFear);
        } catch (RuntimeException e) {
            decision.fear(e);
        }
        return decision.handling();
    }

    private void hearOrFear(Signal signal) {
        try {
            hear(signal);
        } catch (RuntimeException e) {
            fear(e);
        }
    }

    private void fear(RuntimeException failure) {
        hard = hard.or(Level.CAUTION);
        log.atWarn().setCause(failure).log("A signal of the risk policy could not be read: more care is taken");
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.Declared said -> {
                declared = true;
                isAtHomeIn(said.country());
            }
            case Signal.CardIssuer bank -> isAtHomeIn(bank.country());
            case Signal.Payer account -> isAtHomeIn(account.country());
            case Signal.Travels any -> hard = hard.or(Level.PROTECTED);
            case Signal.Chosen chosen -> hard = hard.or(chosen.level());
            case Signal.Address address -> hard = hard.or(of(address.sighting()));
            case Signal.MailDomain mail -> domain |= policy.signs().listsDomain(mail.domain());
            case Signal.Language reads -> language |= policy.signs().lists(reads.locale());
            case Signal.TimeZone clock -> zone |= policy.signs().listsZone(clock.zone());
        }
    }

    private void isAtHomeIn(Country country) {
        places.add(country);
        hard = hard.or(policy.of(country, today));
    }

    private Level of(Sighting sighting) {
        return switch (sighting) {
            case Sighting.Seen seen -> {
                Level level = policy.of(seen.country(), today);
                Level most = policy.signs().address();
                yield level.isAtLeast(most) ? most : level;
            }
            case Sighting.Unseen any -> Level.OPEN;
            case Sighting.Failed any -> Level.CAUTION;
        };
    }

    private Handling handling() {
        Signs signs = policy.signs();
        if (domain) {
            soft = soft.or(signs.mailDomain());
        }
        if (language) {
            soft = soft.or(signs.language());
        }
        if (zone) {
            soft = soft.or(signs.timeZone());
        }
        // The policy's text is refused when a sign is to weigh more than this; here it cannot.
        Level level = hard.or(soft.isAtLeast(Level.CAUTION) ? Level.CAUTION : soft);
        if (!declared) {
            level = level.or(policy.unknown());
        }
        boolean two = (domain ? 1 : 0) + (language ? 1 : 0) + (zone ? 1 : 0) > 1;
        return new Handling(level, policy.version(), places, !domain, two && !level.isAtLeast(Level.PROTECTED));
    }
}
