package org.standwith.payments;

import java.net.URI;

/** What came of asking a provider to open a checkout. */
public sealed interface Opening {

    /**
     * The supporter pays over there.
     *
     * @param checkout the provider's id of it
     * @param oursToComplete whether no money moves before we {@linkplain PaymentProvider#complete complete} it
     */
    record Redirect(String checkout, URI url, boolean oursToComplete) implements Opening {}

    /** The supporter enters a card on our own page; the provider has not heard of it yet. */
    record OnOurPage() implements Opening {}

    /** The provider said no, and nothing was opened; a later try may succeed. */
    record Refused(String reason) implements Opening {}

    /**
     * We do not know: the request may have gone through. Opening the same order again settles it.
     *
     * @param stored the provider did answer, with an error of its own, and gives that answer to this idempotency key
     *     from now on: another key is needed to get further. Opening moves no money, so a checkout too many is harmless.
     */
    record Unknown(String reason, boolean stored) implements Opening {}
}
