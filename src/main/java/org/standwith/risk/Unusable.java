package org.standwith.risk;

/** The policy's file, or that of addresses, is not usable as it is set. Its message is for whoever installs. */
public final class Unusable extends RuntimeException {

    Unusable(String property, String why) {
        super(property + " is not usable: " + why);
    }
}
