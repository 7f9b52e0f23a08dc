package org.standwith.supporters;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.standwith.vault.Holding;
import org.standwith.vault.Person;

/**
 * What sign-in holds of people: where they are signed in, and their passkeys. Links are nobody's until they are followed, and gone within a
 * quarter of an hour.
 */
@Component
class PeopleInSupporters implements Holding {

    private final Sessions sessions;
    private final Passkeys passkeys;
    private final Farewells farewells;

    PeopleInSupporters(Sessions sessions, Passkeys passkeys, Farewells farewells) {
        this.sessions = sessions;
        this.passkeys = passkeys;
        this.farewells = farewells;
    }

    @Override
    public Map<String, Object> export(Person person) {
        Map<String, Object> held = new HashMap<>();
        int signedIn = sessions.count(person.supporter());
        if (signedIn > 0) {
            held.put("signedIn", signedIn);
        }
        held.putAll(passkeys.export(person.supporter()));
        return held;
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
        passkeys.forget(person.supporter());
        farewells.gone(person.supporter());
    }
}
