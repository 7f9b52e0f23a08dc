package org.standwith.contributions;

import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.Provider;
import org.standwith.vault.SupporterCode;

/**
 * A checkout as its supporter may see it.
 *
 * @param total what is taken: the amount, and the fees where they are covered
 * @param redirectUrl where to pay, while it can be paid and that is known
 * @param returnUrl where the caller wants the browser in the end; gone after a day
 * @param code the supporter's, for whoever opened it; gone after a day
 * @param locale to speak to its supporter in; gone after a day
 */
public record Checkout(
        UUID id,
        Status status,
        Cadence cadence,
        Money total,
        Provider provider,
        @Nullable URI redirectUrl,
        @Nullable URI returnUrl,
        @Nullable SupporterCode code,
        @Nullable Locale locale) {

    /** What outsiders see of a checkout. */
    public enum Status {
        /** Not paid yet, or the bank has not answered yet. */
        PENDING,
        SUCCEEDED,
        /** The last try was declined; another one may still succeed. */
        DECLINED,
        /** The provider did not answer. Nothing is guessed: ask again. */
        UNKNOWN,
        /** It can no longer be paid. */
        EXPIRED
    }
}
