package org.standwith.supporters;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.standwith.vault.Holding;
import org.standwith.vault.Person;

/**
 * What sign-in holds of people: where they are signed in. Links are nobody's until they are followed, and gone within a
 * quarter of an hour.
 */
@Component
class PeopleInSupporters implements Holding {

    private final Sessions sessions;
    private final Farewells farewells;

    PeopleInSupporters(Sessions sessions, Farewells farewells) {
        this.sessions = sessions;
        this.farewells = farewells;
    }

    @Override
    public Map<String, Object> export(Person person) {
        int signedIn = sessions.count(person.supporter());
        return signedIn == 0 ? Map.of() : Map.of("signedIn", signedIn);
    }

    @Override
    public boolean isUnderWay(Person person) {
        return false;
    }

    @Override
    public Set<UUID> needed(Collection<Person> people) {
        return Set.of();
    }

    @Override
    public void erase(Person person) {
        sessions.forget(person.supporter());
        farewells.gone(person.supporter());
    }
}
