package org.standwith.payments;

/**
 * A provider's fields for a card, on our own page: who issued the card is known before the bank hears of the payment. What
 * is typed goes from the browser to the provider and comes to us as a token.
 */
public interface CardFields {

    /** By which the provider's script in the browser knows the account. No secret. */
    String publishableKey();

    /** Looks at what was entered. Changes nothing, and no bank hears of it. */
    Preview preview(String token);

    /**
     * Makes over there what is to be paid, without charging anything. The order's idempotency key goes to the provider:
     * beginning the same order twice makes one.
     */
    Beginning begin(Order order);

    /**
     * Pays what was begun by what was entered. To be called only after the {@linkplain #preview preview} was judged. Pays
     * nothing twice, however often it is called with however many tokens.
     *
     * @param checkout the provider's id of what was begun
     * @param reserve whether the money is only reserved, and taken by {@link PaymentProvider#complete} once the issuer is
     *     known; ignored for what recurs, which no provider can reserve
     */
    Confirmation confirm(String checkout, String token, boolean reserve);
}
