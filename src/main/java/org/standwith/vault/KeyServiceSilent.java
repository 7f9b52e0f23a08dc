package org.standwith.vault;

/** The key service gave no usable answer. Whether it did what it was asked is not known; all of it may be repeated. */
public final class KeyServiceSilent extends RuntimeException {

    /** @param reason what went wrong, without anything from keys or requests */
    public KeyServiceSilent(String reason) {
        super("The key service gave no usable answer: " + reason);
    }
}
