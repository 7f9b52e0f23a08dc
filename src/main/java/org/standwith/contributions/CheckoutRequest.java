package org.standwith.contributions;

import org.jspecify.annotations.Nullable;
import org.standwith.money.AmountText;
import org.standwith.vault.Sensitive;

/**
 * What somebody wants to give, as the outside writes it; {@link Checkouts#open} checks it.
 *
 * @param cadence {@code ONCE}, {@code MONTHLY} or {@code ANNUAL}
 * @param amount what is to arrive, before fees
 * @param provider one of the configured ones
 * @param country ISO 3166 code, as the supporter declares it; used in memory only
 * @param email where to reach the supporter, if they like
 * @param locale BCP 47 language of the payment page
 * @param coverFees whether the configured fees are added
 * @param campaign where the visitor came from: up to 64 letters, digits, {@code - _ .}
 * @param returnUrl where to go after paying, in one of the configured origins
 * @param travels whether they, or people close to them, travel to where giving is punished; used in memory only
 * @param notice the version of the warning that they have read, if they said so
 * @param recurringConfirmed whether they confirmed that it goes on by itself
 * @param moreCare whether they want to be handled with more care than they would be
 * @param timeZone of their browser, by its name in the IANA database; used in memory only
 */
public record CheckoutRequest(
        @Nullable String cadence,
        @Nullable AmountText amount,
        @Nullable String provider,
        @Nullable String country,
        @Nullable Sensitive<String> email,
        @Nullable String locale,
        @Nullable Boolean coverFees,
        @Nullable String campaign,
        @Nullable String returnUrl,
        @Nullable Boolean travels,
        @Nullable String notice,
        @Nullable Boolean recurringConfirmed,
        @Nullable Boolean moreCare,
        @Nullable String timeZone) {

    /** Of somebody who says nothing about their risk. */
    public CheckoutRequest(
            @Nullable String cadence,
            @Nullable AmountText amount,
            @Nullable String provider,
            @Nullable String country,
            @Nullable Sensitive<String> email,
            @Nullable String locale,
            @Nullable Boolean coverFees,
            @Nullable String campaign,
            @Nullable String returnUrl) {
        this(
                cadence, amount, provider, country, email, locale, coverFees, campaign, returnUrl, null, null, null,
                null, null);
    }
}
