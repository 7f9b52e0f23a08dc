package org.standwith.payments;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.Holding;
import org.standwith.vault.Person;

/**
 * What payments hold of people: the ids under which providers know them, and what providers told of their payments. Without
 * the ids, facts and books name nobody.
 */
@Component
@Order(1) // references are locked before contributions, as the inbox does it
class PeopleAtProviders implements Holding {

    private final JdbcClient jdbc;
    private final Aliases aliases;
    private final FactLog log;
    private final Blanking blanking;

    PeopleAtProviders(JdbcClient jdbc, Aliases aliases, FactLog log, Blanking blanking) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.log = log;
        this.blanking = blanking;
    }

    @Override
    public Map<String, Object> export(Person person) {
        List<Fact> facts = log.of(person.contributions()).values().stream()
                .flatMap(List::stream)
                .sorted(comparing(Fact::at).thenComparing(Fact::key))
                .toList();
        Map<String, String> ids = idsOf(person);
        UnaryOperator<String> revealed = ref -> ids.getOrDefault(ref, ref);
        return Map.of(
                "idsAtProviders",
                ids.values().stream().sorted().toList(),
                "toldByProviders",
                facts.stream()
                        .filter(fact -> !(fact instanceof Fact.Linked))
                        .map(fact -> FactJson.told(new Renaming(revealed).of(fact)))
                        .toList());
    }

    /** The ids of all that leads to them, by what we know them as; where only an alias is left, that. */
    private Map<String, String> idsOf(Person person) {
        Map<String, String> ids = new HashMap<>();
        if (!person.contributions().isEmpty()) {
            jdbc.sql("select provider, ref from reference where owner in (:owners)")
                    .param("owners", texts(person))
                    .query(row -> {
                        String ref = row.getString(2);
                        ids.put(
                                ref,
                                aliases.reveal(new Provider(row.getString(1)), ref)
                                        .orElse(ref));
                    });
        }
        return ids;
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
