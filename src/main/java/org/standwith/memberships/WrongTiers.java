package org.standwith.memberships;

/** Tiers are not usable as they are set. Its message is for whoever installs, and names the property. */
public final class WrongTiers extends RuntimeException {

    WrongTiers(String property, String why) {
        super("standwith.memberships." + property + " " + why);
    }
}
