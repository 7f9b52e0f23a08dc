package org.standwith.payments;

import java.net.URI;

/** What came of asking a provider where a supporter gives another card for what goes on. */
public sealed interface Mending {

    /**
     * A page of the provider's, which leads back to ours; what was chosen there is taken over by
     * {@link PaymentProvider#mended}.
     *
     * @param checkout the provider's id of it
     */
    record Redirect(String checkout, URI page) implements Mending {}

    /** The supporter has an account over there, and does it in that, without us. */
    record InTheirAccount(URI page) implements Mending {}

    /** The provider said no. */
    record Refused(String reason) implements Mending {}

    /** No usable answer; to be tried again. */
    record Unknown(String reason) implements Mending {}
}
