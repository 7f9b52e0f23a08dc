package org.standwith.payments;

import java.net.URI;
import java.util.List;

/**
 * A provider's fields for a card, on our own page: who issued the card is known before the bank hears of the payment. What
 * is typed goes from the browser to the provider and comes to us as a token.
 */
public interface CardFields {

    /**
     * What the page with the fields has to load and may talk to: origins, for the page's content security policy.
     *
     * @param publishableKey by which the provider's script knows the account; no secret
     * @param script the provider's script
     * @param scripts from where scripts may come
     * @param frames what may be shown in frames
     * @param calls what scripts may call
     */
    record Browser(String publishableKey, URI script, List<String> scripts, List<String> frames, List<String> calls) {
        public Browser {
            scripts = List.copyOf(scripts);
            frames = List.copyOf(frames);
            calls = List.copyOf(calls);
        }
    }

    Browser browser();

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
