package org.standwith.canary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A place where something of a person could be left behind. */
interface Artefact {

    String name();

    /** Why it cannot be read here, where it cannot. */
    default Optional<String> unreadable() {
        return Optional.empty();
    }

    /** What belongs there, and is not looked for. */
    default Set<Field> holds() {
        return Set.of();
    }

    /** Leaves this there the way a leak would: a run that does not find it proves nothing. */
    void plant(String text) throws Exception;

    /** To be called while the application still runs, once everything has happened. */
    default void gather() throws Exception {}

    /** Shows what there is, file by file, when the application has ended. */
    void read(Reading reading) throws Exception;

    /** Leaves everything as it was before the run. */
    default void restore() throws Exception {}

    /** What looks at it. */
    interface Reading {
        void file(Path file) throws IOException;
    }
}
