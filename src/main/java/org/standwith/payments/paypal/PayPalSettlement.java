package org.standwith.payments.paypal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Provider;
import tools.jackson.databind.JsonNode;

/**
 * What a payment brought on our account at PayPal, or what going back took from it. The booking has the payment's own id.
 *
 * @param gross in the currency of our account, as is the fee
 */
record PayPalSettlement(Money gross, Money fee) {

    /** Nothing while PayPal does not say what it keeps, as of what is pending. */
    static Optional<Settled> of(Provider provider, JsonNode payment, String id, Instant at) {
        JsonNode breakdown = payment.path("seller_receivable_breakdown");
        Money original = PayPalAmounts.read(payment.path("amount"));
        Optional<Money> net = amount(breakdown.path("net_amount"));
        Optional<Money> fee = net.map(original::minus)
                .or(() -> amount(breakdown.path("paypal_fee")))
                .or(() -> amount(payment.path("transaction_fee")));
        Optional<Money> received =
                amount(breakdown.path("receivable_amount")).or(() -> amount(payment.path("receivable_amount")));
        return fee.map(kept -> exchanged(original, kept, received))
                .map(settled -> new Settled(provider, id, id, original, settled.gross, settled.fee, at));
    }

    /** The same for a refund or a reversal, both positive; the fee is what PayPal gives back of it. */
    static Optional<PayPalSettlement> back(JsonNode refund) {
        JsonNode breakdown = refund.path("seller_payable_breakdown");
        Money original = PayPalAmounts.read(refund.path("amount")).abs();
        Optional<Money> taken = amount(breakdown.path("net_amount"))
                .or(() -> amount(refund.path("refund_from_transaction_fee")).map(fee -> original.minus(fee.abs())))
                .or(() -> amount(refund.path("refund_from_received_amount"))
                        .filter(each -> each.isSameCurrency(original))
                        .map(Money::abs));
        JsonNode conversion = breakdown.path("net_amount_breakdown").path(0);
        Optional<Money> takenAbroad = Stream.of(
                        conversion.path("payable_amount"),
                        conversion.path("converted_amount"),
                        breakdown.path("net_amount_in_receivable_currency"),
                        refund.path("refund_from_received_amount"))
                .flatMap(each -> amount(each).stream())
                .filter(each -> !each.isSameCurrency(original))
                .findFirst();
        return taken.or(() -> takenAbroad.map(abroad -> original))
                .map(own -> exchanged(original, original.minus(own), takenAbroad));
    }

    /**
     * PayPal takes its fee first and exchanges the rest, so the fee is exchanged by the same rate; what is left is what
     * it says, to the cent.
     *
     * @param left empty where nothing was exchanged
     */
    static PayPalSettlement exchanged(Money original, Money fee, Optional<Money> left) {
        Money own = original.minus(fee);
        if (left.isEmpty() || left.get().isSameCurrency(original) || own.isZero()) {
            return new PayPalSettlement(original, fee);
        }
        Money abroad =
                own.isNegative() ? left.get().abs().negated() : left.get().abs();
        BigDecimal feeAbroad = fee.getAmount()
                .multiply(abroad.getAmount())
                .divide(own.getAmount(), PayPalAmounts.decimals(abroad.getCurrencyUnit()), RoundingMode.HALF_UP);
        Money kept = Money.of(abroad.getCurrencyUnit(), feeAbroad);
        return new PayPalSettlement(abroad.plus(kept), kept);
    }

    private static Optional<Money> amount(JsonNode amount) {
        return PayPalAmounts.isAmount(amount) ? Optional.of(PayPalAmounts.read(amount)) : Optional.empty();
    }
}
