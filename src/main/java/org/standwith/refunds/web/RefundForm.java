package org.standwith.refunds.web;

import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.standwith.money.AmountText;
import org.standwith.refunds.Refund;
import org.standwith.refunds.Wish;

/**
 * What was filled in.
 *
 * @param key made with the page, so that a form that is sent twice asks once
 */
record RefundForm(
        @Nullable String provider,
        @Nullable String payment,
        @Nullable String amount,
        @Nullable String reason,
        @Nullable Boolean ends,
        @Nullable UUID key) {

    static RefundForm empty() {
        return new RefundForm(null, null, null, null, null, null);
    }

    /** The currency is the payment's: nobody has to type it. */
    Wish wish(CurrencyUnit currency) {
        return new Wish(
                provider,
                payment,
                amount == null ? null : AmountText.written(currency.getCode(), amount),
                reason,
                Boolean.TRUE.equals(ends));
    }

    /** The same about what was proposed. */
    RefundForm of(Refund proposed) {
        return new RefundForm(proposed.provider().name(), proposed.payment(), amount, reason, ends, null);
    }

    /** Of the form that is to be sent next. */
    public UUID freshKey() {
        return key == null ? UUID.randomUUID() : key;
    }
}
