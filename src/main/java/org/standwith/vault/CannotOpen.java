package org.standwith.vault;

/** What keeps the key-encryption key, or the erasure journal, is not usable as it is set. Its message is for whoever installs. */
public final class CannotOpen extends RuntimeException {

    CannotOpen(String why) {
        super(why);
    }

    CannotOpen(String property, IllegalArgumentException why) {
        super(property + " is not usable: " + why.getMessage(), why);
    }
}
