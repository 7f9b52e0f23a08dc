package org.standwith.reminders;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.standwith.risk.Signal;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Secret;

/**
 * Whom to remind of what, and where that was asked for. It lies sealed, and the names of its components are in what is sealed.
 *
 * @param ownZone whether they chose the zone
 * @param since when it was confirmed; null until then
 * @param secret of the links in its letters; null until it is confirmed
 */
record Wish(
        String address,
        String locale,
        LocalDate first,
        @Nullable Rhythm rhythm,
        String zone,
        boolean ownZone,
        String campaign,
        String component,
        @Nullable Instant since,
        @Nullable String secret) {

    EmailAddress to() {
        return EmailAddress.kept(address);
    }

    Locale language() {
        return Locale.forLanguageTag(locale);
    }

    Schedule schedule() {
        return new Schedule(first, rhythm, ZoneId.of(zone));
    }

    /** What of it may say that letters endanger somebody. */
    Set<Signal> signals() {
        Signal domain = new Signal.MailDomain(to().domain());
        Signal spoken = new Signal.Language(language());
        return ownZone ? Set.of(domain, spoken, new Signal.TimeZone(zone)) : Set.of(domain, spoken);
    }

    Wish confirmed(Instant now, Secret by) {
        return new Wish(address, locale, first, rhythm, zone, ownZone, campaign, component, now, by.reveal());
    }

    Wish at(Schedule other) {
        return new Wish(
                address,
                locale,
                other.first(),
                other.rhythm(),
                other.zone().getId(),
                ownZone,
                campaign,
                component,
                since,
                secret);
    }

    @Override
    public String toString() {
        return "Wish[***]";
    }
}
