package org.standwith.vault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Erases whom no module needs any more. When that is lies in what is sealed and in what modules know; no column tells, so
 * everybody is looked at.
 */
@Component
class Expiry {

    private static final int AT_ONCE = 500;

    private final DossierRows rows;
    private final Dossiers dossiers;
    private final Erasure erasure;
    private final ObjectProvider<Holding> holdings;

    Expiry(DossierRows rows, Dossiers dossiers, Erasure erasure, ObjectProvider<Holding> holdings) {
        this.rows = rows;
        this.dossiers = dossiers;
        this.erasure = erasure;
        this.holdings = holdings;
    }

    void carryOut() {
        String after = "";
        List<UUID> ids = rows.after(after, AT_ONCE);
        while (!ids.isEmpty()) {
            List<Person> people = new ArrayList<>();
            dossiers.open(ids)
                    .forEach((supporter, dossier) -> people.add(new Person(supporter, dossier.contributions())));
            Set<UUID> needed = new HashSet<>();
            holdings.forEach(holding -> needed.addAll(holding.needed(people)));
            erasure.erase(people.stream()
                    .filter(person -> !needed.contains(person.supporter()))
                    .toList());
            after = ids.getLast().toString();
            ids = rows.after(after, AT_ONCE);
        }
    }
}
