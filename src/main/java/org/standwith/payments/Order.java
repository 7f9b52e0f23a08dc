package org.standwith.payments;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
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
        Instant expires) {}
