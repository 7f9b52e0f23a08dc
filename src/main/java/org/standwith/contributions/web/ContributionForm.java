package org.standwith.contributions.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.CheckoutRequest;
import org.standwith.money.AmountText;
import org.standwith.money.Cadence;
import org.standwith.risk.Country;
import org.standwith.risk.Level;
import org.standwith.risk.Notice;
import org.standwith.risk.Signal;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Secret;
import org.standwith.vault.Sensitive;

/**
 * The form as it was filled in.
 *
 * @param key made when the form was drawn, so that sending it twice opens one checkout
 * @param once the suggested amount chosen for this cadence; each cadence has its own, so that the form works without
 *     script
 * @param other an amount of one's own; goes before the suggested ones
 * @param country where they live or have their bank, if they say so
 * @param notice the version of the notice that the form was drawn with
 * @param acknowledged whether they say that they have read it
 * @param confirmRecurring whether they want it to go on by itself, having been asked once more
 * @param timeZone of the browser, where it runs scripts
 * @param note that was in the link by which they came
 */
record ContributionForm(
        @Nullable String key,
        @Nullable String currency,
        @Nullable String cadence,
        @Nullable String once,
        @Nullable String monthly,
        @Nullable String annual,
        @Nullable String other,
        @Nullable Boolean coverFees,
        @Nullable Sensitive<String> email,
        @Nullable String provider,
        @Nullable String campaign,
        @Nullable String country,
        @Nullable Boolean travels,
        @Nullable String notice,
        @Nullable Boolean acknowledged,
        @Nullable Boolean confirmRecurring,
        @Nullable Boolean moreCare,
        @Nullable String timeZone,
        @Nullable String note) {

    static ContributionForm empty(String currency, @Nullable String campaign, @Nullable String note) {
        return new ContributionForm(
                null,
                currency,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                usable(campaign),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                note == null ? null : Secret.read(note).map(read -> note).orElse(null));
    }

    ContributionForm withKey(UUID other) {
        return new ContributionForm(
                other.toString(),
                currency,
                cadence,
                once,
                monthly,
                annual,
                this.other,
                coverFees,
                email,
                provider,
                usable(campaign),
                country,
                travels,
                notice,
                acknowledged,
                confirmRecurring,
                moreCare,
                timeZone,
                note);
    }

    /** The same amount, a single time, until they say that it shall go on by itself. */
    ContributionForm asSinglePayment() {
        return new ContributionForm(
                key,
                currency,
                Cadence.ONCE.name(),
                once,
                monthly,
                annual,
                amount().amount(),
                coverFees,
                email,
                provider,
                campaign,
                country,
                travels,
                notice,
                acknowledged,
                confirmRecurring,
                moreCare,
                timeZone,
                note);
    }

    /** The key, or a new one where a form came without. */
    UUID idempotencyKey() {
        try {
            return key == null ? UUID.randomUUID() : UUID.fromString(key);
        } catch (IllegalArgumentException notOurs) {
            return UUID.randomUUID();
        }
    }

    Cadence chosenCadence() {
        return Optional.ofNullable(cadence).flatMap(Cadence::named).orElse(ContributionOptions.DEFAULT_CADENCE);
    }

    @Nullable
    String suggested(Cadence cadence) {
        return switch (cadence) {
            case ONCE -> once;
            case MONTHLY -> monthly;
            case ANNUAL -> annual;
        };
    }

    /** What is to arrive; empty text where nothing was chosen. */
    AmountText amount() {
        String suggested = suggested(chosenCadence());
        String chosen = other == null || other.isBlank() ? suggested : withoutSign(other);
        return AmountText.written(currency == null ? "" : currency, chosen == null ? "" : chosen);
    }

    /** Whether they say that they have read the notice as it stands now. */
    boolean hasRead(Notice now) {
        return Boolean.TRUE.equals(acknowledged) && now.version().equals(notice);
    }

    /** What they said of themselves, and what their browser did. */
    List<Signal> signals() {
        List<Signal> signals = new ArrayList<>();
        Optional.ofNullable(filled(country))
                .flatMap(Country::read)
                .ifPresent(where -> signals.add(new Signal.Declared(where)));
        if (Boolean.TRUE.equals(travels)) {
            signals.add(new Signal.Travels());
        }
        Optional.ofNullable(email)
                .flatMap(written -> EmailAddress.read(written.reveal()))
                .ifPresent(address -> signals.add(new Signal.MailDomain(address.domain())));
        Optional.ofNullable(filled(timeZone)).ifPresent(zone -> signals.add(new Signal.TimeZone(zone)));
        if (Boolean.TRUE.equals(moreCare)) {
            signals.add(new Signal.Chosen(Level.PROTECTED));
        }
        return signals;
    }

    CheckoutRequest request(String locale) {
        return new CheckoutRequest(
                chosenCadence().name(),
                amount(),
                provider,
                filled(country),
                email,
                locale,
                Boolean.TRUE.equals(coverFees),
                campaign,
                null,
                travels,
                Boolean.TRUE.equals(acknowledged) ? notice : null,
                confirmRecurring,
                moreCare,
                filled(timeZone));
    }

    /** Nothing where nobody filled it in: a browser sends such a field all the same, empty. */
    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** People write {@code $5}: which currency it is they have chosen beside it. */
    private static String withoutSign(String written) {
        return written.strip().replaceFirst("^\\p{Sc}\\s*", "").replaceFirst("\\s*\\p{Sc}$", "");
    }

    /** Nobody should be kept from giving by a link that somebody else misspelt. */
    private static @Nullable String usable(@Nullable String campaign) {
        return campaign != null && campaign.matches("[A-Za-z0-9._-]{1,64}") ? campaign : null;
    }
}
