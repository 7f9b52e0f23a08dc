package org.standwith.payments;

import java.util.List;
import java.util.Map;

/**
 * The port to a payment provider. An adapter translates between the provider's words and ours and keeps no state; every
 * call may be repeated.
 */
public interface PaymentProvider {

    Provider provider();

    /** How this way to pay is called on pages: "Card". */
    String label();

    /**
     * Opens a checkout in which the supporter pays.
     *
     * <p>The order's idempotency key goes to the provider: opening the same order twice opens one checkout.
     */
    Opening open(Order order);

    /**
     * Asks for all that the provider knows about something: a checkout, a payment, a subscription.
     *
     * @param ref its id at the provider, as facts carry it
     */
    Inquiry ask(String ref);

    /**
     * Checks that a webhook comes from the provider, and takes from it only what facts need. Never throws, whatever the
     * input.
     *
     * @param headers by lower-case name
     */
    Reception receive(byte[] body, Map<String, String> headers);

    /** Whether {@link #facts} has to ask the provider about this event, which may take long. */
    boolean asks(Event event);

    /**
     * The facts in a received event; none where it has nothing to tell. May ask the provider for what the event does not
     * say.
     *
     * @throws ProviderSilent when the provider had to be asked and gave no answer; to be tried again
     */
    List<Fact> facts(Event event);
}
