package org.standwith.contributions.web;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.CheckoutRequest;
import org.standwith.money.AmountText;
import org.standwith.money.Cadence;
import org.standwith.vault.Sensitive;

/**
 * The form as it was filled in.
 *
 * @param key made when the form was drawn, so that sending it twice opens one checkout
 * @param once the suggested amount chosen for this cadence; each cadence has its own, so that the form works without
 *     script
 * @param other an amount of one's own; goes before the suggested ones
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
        @Nullable String campaign) {

    static ContributionForm empty(String currency, @Nullable String campaign) {
        return new ContributionForm(null, currency, null, null, null, null, null, null, null, null, usable(campaign));
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
                usable(campaign));
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
        String chosen = other == null || other.isBlank() ? suggested : plain(other);
        return new AmountText(currency == null ? "" : currency, chosen == null ? "" : chosen);
    }

    CheckoutRequest request(String locale) {
        return new CheckoutRequest(
                chosenCadence().name(),
                amount(),
                provider,
                null,
                email,
                locale,
                Boolean.TRUE.equals(coverFees),
                campaign,
                null);
    }

    /** People write {@code $5} and {@code 2,50}; what could mean two things stays as it is, and is asked about. */
    private static String plain(String written) {
        return written.strip()
                .replaceFirst("^\\p{Sc}\\s*", "")
                .replaceFirst("\\s*\\p{Sc}$", "")
                .replaceFirst("^(\\d+),(\\d{1,2})$", "$1.$2");
    }

    /** Nobody should be kept from giving by a link that somebody else misspelt. */
    private static @Nullable String usable(@Nullable String campaign) {
        return campaign != null && campaign.matches("[A-Za-z0-9._-]{1,64}") ? campaign : null;
    }
}
