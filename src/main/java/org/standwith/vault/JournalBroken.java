package org.standwith.vault;

/**
 * The erasure journal is not the one that was written here. Nothing may be started on it: somebody who was erased may be
 * back from a backup, and the entry that says so gone. Its message is for operators and names nobody.
 */
public final class JournalBroken extends RuntimeException {

    /** @param how goes on after "The erasure journal" */
    JournalBroken(String how) {
        super("The erasure journal " + how);
    }
}
