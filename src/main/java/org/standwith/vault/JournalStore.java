package org.standwith.vault;

import java.util.List;

/** The port to where the erasure journal is kept: outside the database, and only ever added to. */
public interface JournalStore {

    /** Every line from the first to the last, without a line that was begun and never finished. */
    List<String> lines();

    /** Durable when it returns. What a crash has left of an unfinished line is gone then. */
    void append(String line);
}
