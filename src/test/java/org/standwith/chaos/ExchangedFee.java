package org.standwith.chaos;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/**
 * What PayPal's fee of a payment that it exchanged is in our currency. Its reports have it in the payer's alone, and so our books
 * have it by the rate of what was left: at most a cent beside what PayPal has, and what was left is the same to the cent.
 */
final class ExchangedFee {

    private ExchangedFee() {}

    /**
     * In the smallest unit.
     *
     * @param payment a capture or a sale, as PayPal shows it
     */
    static long byRate(JsonNode payment) {
        JsonNode breakdown = payment.path("seller_receivable_breakdown");
        boolean sale = breakdown.isMissingNode();
        BigDecimal gross =
                new BigDecimal(sale ? value(payment.path("amount"), "total") : value(payment.path("amount"), "value"));
        BigDecimal fee = new BigDecimal(
                sale ? value(payment.path("transaction_fee"), "value") : value(breakdown.path("paypal_fee"), "value"));
        BigDecimal left = new BigDecimal(value((sale ? payment : breakdown).path("receivable_amount"), "value"));
        return fee.multiply(left)
                .divide(gross.subtract(fee), 2, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
    }

    private static String value(JsonNode amount, String field) {
        return amount.required(field).stringValue();
    }
}
