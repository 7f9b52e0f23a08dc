package org.standwith.risk;

import java.net.InetAddress;

/** In which country an internet address is, told without asking anybody over a network. */
public interface AddressCountries {

    /** Never throws. The address is neither kept nor written anywhere. */
    Sighting of(InetAddress address);
}
