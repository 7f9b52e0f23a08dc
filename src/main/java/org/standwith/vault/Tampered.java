package org.standwith.vault;

/**
 * Something sealed does not open: it was changed, moved to where it does not belong, or sealed by another key. Nothing of
 * its content is known, or in here.
 */
public final class Tampered extends RuntimeException {

    /** @param what which sort of thing does not open; never whose */
    public Tampered(String what) {
        super("A sealed " + what + " does not open");
    }
}
