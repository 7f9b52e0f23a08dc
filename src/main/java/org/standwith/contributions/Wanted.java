package org.standwith.contributions;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.PaymentProvider;
import org.standwith.vault.EmailAddress;

/**
 * A checked request.
 *
 * @param total what is taken each time, fees included where they are covered
 */
record Wanted(
        Cadence cadence,
        Money total,
        boolean coverFees,
        PaymentProvider provider,
        Locale locale,
        @Nullable String campaign,
        @Nullable URI returnUrl,
        @Nullable EmailAddress email) {

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
                        email == null ? "" : email.reveal())
                .getBytes(StandardCharsets.UTF_8);
    }
}
