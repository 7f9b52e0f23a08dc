package org.standwith.vault;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.CannotAcquireLockException;

/** A module that holds something of people, and knows whose contributions are. */
final class Register implements Holding, OwnerRegister {

    final Map<UUID, Set<UUID>> contributions = new HashMap<>();
    final Set<UUID> removed = new HashSet<>();
    final Set<UUID> kept = new HashSet<>();
    boolean underWay;

    /** Whether it fails the next time, as where two are in each other's way. */
    boolean failsOnce;

    @Override
    public Map<String, Object> export(Person person) {
        return Map.of();
    }

    @Override
    public boolean isUnderWay(Person person) {
        return underWay;
    }

    @Override
    public Set<UUID> needed(Collection<Person> people) {
        return Set.of();
    }

    @Override
    public Set<UUID> keeps(Collection<UUID> subjects) {
        Set<UUID> found = new HashSet<>(kept);
        found.retainAll(subjects);
        return found;
    }

    @Override
    public void erase(Person person) {
        if (failsOnce) {
            failsOnce = false;
            throw new CannotAcquireLockException("deadlock");
        }
        removed.addAll(person.contributions());
        removed.add(person.supporter());
    }

    @Override
    public Map<UUID, Set<UUID>> contributionsOf(Set<UUID> supporters) {
        Map<UUID, Set<UUID>> found = new HashMap<>(contributions);
        found.keySet().retainAll(supporters);
        return found;
    }
}
