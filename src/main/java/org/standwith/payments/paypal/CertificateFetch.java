package org.standwith.payments.paypal;

import java.io.IOException;
import java.net.URI;

/** Gets what is at an address, once, following nobody elsewhere. */
@FunctionalInterface
interface CertificateFetch {

    /** @throws IOException if there is no answer in time, or another one than all of at most so many bytes */
    byte[] fetch(URI address, int largest) throws IOException;
}
