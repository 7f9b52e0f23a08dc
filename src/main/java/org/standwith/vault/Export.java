package org.standwith.vault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** All that is kept of a supporter, for that supporter. */
@Service
public class Export {

    private final Dossiers dossiers;

    /** Looked up late: modules that hold something of people use the vault as well. */
    private final ObjectProvider<Holding> holdings;

    Export(Dossiers dossiers, ObjectProvider<Holding> holdings) {
        this.dossiers = dossiers;
        this.holdings = holdings;
    }

    /**
     * What the dossier says, and what modules hold besides, under names that people understand. Values are texts, numbers,
     * lists and maps. Nothing where there is nobody of this id.
     */
    public Optional<Map<String, Object>> of(UUID supporter) {
        return dossiers.open(supporter).map(dossier -> {
            Map<String, Object> all = new LinkedHashMap<>(about(dossier));
            Person person = new Person(supporter, dossier.contributions());
            holdings.orderedStream().forEach(holding -> all.putAll(new TreeMap<>(holding.export(person))));
            return all;
        });
    }

    private static Map<String, Object> about(Dossier dossier) {
        Map<String, Object> about = new LinkedHashMap<>();
        EmailAddress email = dossier.email();
        if (email != null) {
            about.put("email", email.reveal());
        }
        about.put("language", dossier.locale());
        about.put("handling", dossier.handling().level());
        about.put(
                "warningsShown",
                dossier.acknowledgements().stream()
                        .map(each -> each.notice() + " in " + each.month())
                        .toList());
        return about;
    }
}
