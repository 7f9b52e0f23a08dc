package org.standwith.vault;

import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Somebody whose traces are to be found.
 *
 * @param contributions theirs, by id
 */
@JsonSerialize(using = NotAsJson.class)
public record Person(UUID supporter, Set<UUID> contributions) {

    public Person {
        contributions = Set.copyOf(contributions);
    }

    /** Ids only, and still: together they tell what is one person's. */
    @Override
    public String toString() {
        return "Person[***]";
    }
}
