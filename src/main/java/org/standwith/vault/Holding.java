package org.standwith.vault;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a module holds of people outside their dossiers. Every module that has such a column implements this: a test reads the
 * inventory and looks for it.
 */
public interface Holding {

    /** Everything that it holds of this person, under names that they understand. Values are texts, numbers, lists, maps. */
    Map<String, Object> export(Person person);

    /** Whether something of theirs still goes on that has to be ended before they can be erased. */
    boolean isUnderWay(Person person);

    /** Those of these people whose dossiers this module still needs. Who is needed by none is erased when retention ends. */
    Set<UUID> needed(Collection<Person> people);

    /** Those of these ids of {@link Subjects} of whom this module keeps something; for most modules nobody. */
    default Set<UUID> keeps(Collection<UUID> subjects) {
        return Set.of();
    }

    /**
     * Removes it, or makes it nobody's. Called in the transaction that removes the dossier, and again after a backup was
     * restored: erasing twice is nothing.
     */
    void erase(Person person);
}
