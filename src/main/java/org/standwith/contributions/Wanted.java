package org.standwith.contributions;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.PaymentProvider;
import org.standwith.risk.Handling;
import org.standwith.vault.EmailAddress;

/**
 * A checked request.
 *
 * @param total what is taken each time, fees included where they are covered
 * @param notice the version of the warning that they say they have read
 * @param declared all that the request says of where its supporter is at risk; for comparison only, and never kept
 */
record Wanted(
        Cadence cadence,
        Money total,
        boolean coverFees,
        PaymentProvider provider,
        Locale locale,
        @Nullable String campaign,
        @Nullable URI returnUrl,
        @Nullable EmailAddress email,
        Handling handling,
        @Nullable String notice,
        String declared) {

    /** Equal for equal wishes, so that a repeated request is told from another one with the same key. */
    byte[] text() {
        return String.join(
                        "\n",
                        cadence.name(),
                        total.toString(),
                        Boolean.toString(coverFees),
                        provider.provider().name(),
                        locale.toLanguageTag(),
                        String.valueOf(campaign),
                        String.valueOf(returnUrl),
                        email == null ? "" : email.reveal(),
                        declared)
                .getBytes(StandardCharsets.UTF_8);
    }
}
