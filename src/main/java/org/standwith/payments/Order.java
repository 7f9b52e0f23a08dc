package org.standwith.payments;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.joda.money.Money;
import org.standwith.money.Cadence;

/**
 * What a provider is asked to take, once or regularly.
 *
 * @param idempotencyKey the same for every try to open this order
 * @param reference random, and all that the provider learns of whom or what the money is for
 * @param success where the browser goes after paying
 * @param cancel where it goes when the supporter turns back
 * @param expires until when it can be paid
 */
public record Order(
        String idempotencyKey,
        String reference,
        Cadence cadence,
        Money amount,
        Locale locale,
        URI success,
        URI cancel,
        Instant expires) {

    private static final Pattern REFERENCE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * Whether this may be the reference of an order of ours: a UUID. Whoever else uses the account at the provider may
     * write a person's name in the same place.
     */
    public static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }
}
