package org.standwith.risk;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Internet addresses as they are written. */
final class Addresses {

    private Addresses() {}

    static InetAddress of(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
