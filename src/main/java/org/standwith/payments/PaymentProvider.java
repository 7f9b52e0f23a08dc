package org.standwith.payments;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

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
     * Whether it can charge this: not every provider takes every currency, nor decimals in each that has them.
     */
    boolean takes(Money amount);

    /**
     * Takes the money that the supporter has agreed to over there, where the provider leaves that step to us, and asks
     * for all that it knows of the checkout. Elsewhere it only asks. Takes nothing twice, however often it is called.
     *
     * @param checkout the provider's id of one that we opened
     * @param declines how often it was declined before, which tells a new try from a repeated one
     */
    Completion complete(String checkout, int declines);

    /**
     * Gives money back, all of a payment or a part of it.
     *
     * @param payment the provider's id of it
     * @param idempotencyKey the same for every try to give back this
     */
    Refunding refund(String payment, Money amount, String idempotencyKey);

    /**
     * Asks for all that the provider knows about something, and changes nothing: a payment, a subscription.
     *
     * @param ref its id at the provider, as facts carry it
     */
    Inquiry ask(String ref);

    /** Whether this is the id of something that goes on, as a subscription does: it is needed until that has ended. */
    boolean isLasting(String ref);

    /** Its fields for a card on our own page; nothing where the supporter pays on the provider's. */
    Optional<CardFields> cardFields();

    /**
     * Who contests a payment, where the provider would give it back all the same: what went back twice is lost. Nothing where it
     * would not, or does not say.
     *
     * @param payment the provider's id of it
     */
    default Inquiry contests(String payment) {
        return new Inquiry.Answered(List.of());
    }

    /**
     * Ends at once what goes on: no further money is taken. What has ended already stays so.
     *
     * @param subscription the provider's id of it
     */
    Ending end(String subscription);

    /**
     * Changes what goes on. Asks first, where the provider would do a repeated request twice; what is so already is changed.
     *
     * @param subscription the provider's id of it
     * @param back where the supporter comes back to, where they have to agree over there
     * @param idempotencyKey the same for every try to make this change
     */
    Changing change(String subscription, Change change, URI back, String idempotencyKey);

    /** How long before a payment of what goes on its amount is fixed: {@link Change.ToAmount} does not affect one that is nearer. */
    default Duration priceKept() {
        return Duration.ZERO;
    }

    /**
     * Where the supporter gives another card.
     *
     * @param subscription the provider's id of what it is to pay
     * @param back where the provider leads them when they have done so; {@code cancel} when they have turned back
     * @param idempotencyKey opening the same twice opens one page
     */
    Mending mend(String subscription, URI back, URI cancel, Locale locale, String idempotencyKey);

    /**
     * Takes the card over that was given on the page of a {@link Mending.Redirect}, once, however often it is called, and has
     * it pay what could not be collected.
     *
     * @param checkout the provider's id of that page
     */
    Changing mended(String subscription, String checkout, String idempotencyKey);

    /**
     * Lets go of money that is reserved and not taken yet.
     *
     * @param ref the provider's id of the payment, or of the checkout that it is for
     */
    Ending release(String ref);

    /**
     * Has the provider remove whom it knows by this, and what they paid by, as far as it does so. What goes on ends by that,
     * and what was forgotten can no longer be given back: to be called when nothing else is left to do.
     *
     * <p>To be called again and again by the same id until it is done, which may take months.
     *
     * @param ref its id of a payment, a subscription or a checkout
     */
    Forgetting forget(String ref);

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

    /** Its account of all that moved. */
    Statements statements();

    /** What people undertook there without us. */
    Undertakings undertakings();

    /**
     * Whether our account over there is set as it has to be. Never throws: of what could not be asked it says so.
     *
     * @param webhook where its events have to go
     */
    List<SetUpCheck> setUp(URI webhook);
}
