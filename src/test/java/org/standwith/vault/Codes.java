package org.standwith.vault;

/** Codes for tests elsewhere. */
public final class Codes {

    private Codes() {}

    /** One that nobody has. */
    public static SupporterCode unknown() {
        return SupporterCode.random();
    }
}
