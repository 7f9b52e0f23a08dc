package org.standwith.payments;

/** Providers are set up in a way that would endanger those who give, and whoever installs Standwith has to decide. */
public final class MustNotStart extends RuntimeException {

    /** @param why in words of ours, naming what may be done about it */
    public MustNotStart(String why) {
        super(why);
    }
}
