package org.standwith.payments.paypal;

import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;
import tools.jackson.databind.JsonNode;

/**
 * A transaction as PayPal's reports have it: what we read of it, and nothing that says who paid.
 *
 * @param id not unique: the hold of a payment may have the payment's
 * @param about the transaction that it belongs to, where PayPal names one
 * @param code by which PayPal says what it is
 * @param amount negative where money left, as is the fee where PayPal took it
 * @param balance what was on the account after it in its currency
 */
record PayPalRow(
        String id,
        Optional<String> about,
        String code,
        Status status,
        Money amount,
        Money fee,
        Optional<Money> balance,
        Instant at) {

    enum Status {
        DONE,
        PENDING,
        DENIED
    }

    /** @throws RuntimeException when it lacks what PayPal promises */
    static PayPalRow read(JsonNode transaction) {
        JsonNode info = transaction.path("transaction_info");
        Money amount = PayPalAmounts.read(info.path("transaction_amount"));
        PayPalRow row = new PayPalRow(
                PayPalFields.text(info.path("transaction_id")).orElseThrow(),
                PayPalFields.text(info.path("paypal_reference_id"))
                        .filter(any -> info.path("paypal_reference_id_type")
                                .stringValue("TXN")
                                .equals("TXN")),
                PayPalFields.text(info.path("transaction_event_code")).orElse(""),
                status(info.path("transaction_status").stringValue("")),
                amount,
                amount(info.path("fee_amount")).orElse(Money.zero(amount.getCurrencyUnit())),
                amount(info.path("ending_balance")),
                PayPalTimes.read(info.path("transaction_initiation_date")).orElseThrow());
        if (!row.amount().isSameCurrency(row.fee())) {
            throw new IllegalArgumentException("A fee in another currency");
        }
        return row;
    }

    private static Status status(String letter) {
        return switch (letter) {
            // One that was reversed did happen; another row tells of the reversal.
            case "S", "V" -> Status.DONE;
            case "D" -> Status.DENIED;
            case "P" -> Status.PENDING;
            default -> throw new IllegalArgumentException("A transaction of an unknown status");
        };
    }

    private static Optional<Money> amount(JsonNode amount) {
        return PayPalAmounts.isAmount(amount) ? Optional.of(PayPalAmounts.read(amount)) : Optional.empty();
    }

    /** What it did to the balance. */
    Money net() {
        return amount.plus(fee);
    }

    boolean isExchange() {
        return code.startsWith("T02");
    }

    /** Equal when it is the same row once more, after which there may be another balance by now. */
    String likeness() {
        return name() + " " + status + " " + amount + " " + fee + " " + at;
    }

    /** Unique, as far as PayPal says. */
    String name() {
        return isExchange() ? id + ":" + code + ":" + amount.getCurrencyUnit().getCode() : id + ":" + code;
    }
}
