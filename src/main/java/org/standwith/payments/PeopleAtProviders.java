package org.standwith.payments;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.Holding;
import org.standwith.vault.Person;

/** What payments hold of people: the ids under which providers know them. Without those, facts and books name nobody. */
@Component
class PeopleAtProviders implements Holding {

    private final JdbcClient jdbc;
    private final Aliases aliases;
    private final Blanking blanking;

    PeopleAtProviders(JdbcClient jdbc, Aliases aliases, Blanking blanking) {
        this.blanking = blanking;
        this.jdbc = jdbc;
        this.aliases = aliases;
    }

    @Override
    public Map<String, Object> export(Person person) {
        if (person.contributions().isEmpty()) {
            return Map.of("idsAtProviders", List.of());
        }
        record Ref(String provider, String ref) {}
        List<Ref> refs = jdbc.sql("select provider, ref from reference where owner in (:owners) order by ref")
                .param("owners", texts(person))
                .query((row, number) -> new Ref(row.getString(1), row.getString(2)))
                .list();
        return Map.of(
                "idsAtProviders",
                refs.stream()
                        .flatMap(ref -> aliases.reveal(new Provider(ref.provider()), ref.ref()).stream()
                                .map(id -> ref.provider() + " " + id))
                        .toList());
    }

    /** What goes on is a contribution, and that is others' to say. */
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
        blanking.blank(person.contributions());
    }

    private static List<String> texts(Person person) {
        return person.contributions().stream().map(UUID::toString).toList();
    }
}
