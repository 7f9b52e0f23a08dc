package org.standwith.contributions;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.PaymentProvider;

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
        @Nullable URI returnUrl) {

    /** Equal for equal wishes, so that a repeated request is told from another one with the same key. */
    String digest() {
        String text = String.join(
                "\n",
                cadence.name(),
                total.toString(),
                Boolean.toString(coverFees),
                provider.provider().name(),
                locale.toLanguageTag(),
                String.valueOf(campaign),
                String.valueOf(returnUrl));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
