package org.standwith.contributions;

import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;
import org.standwith.payments.Provider;

/**
 * Money was taken for a contribution of which the provider had confirmed that it has ended. Published once for each payment,
 * in the transaction that keeps the fact by which it is known: in whatever order the facts come, and however often.
 *
 * @param payment the name under which we know the payment
 * @param amount all that was taken
 * @param at when, by the provider's clock: more than a minute after the end
 */
public record ChargedAfterCancel(Provider provider, String payment, UUID contribution, Money amount, Instant at) {}
