package org.standwith.risk;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What proves nothing by itself, and how far each may raise a level.
 *
 * @param domains of mailboxes: a name, which stands for all below it too, or {@code name.*} for it under any ending
 * @param languages by their ISO 639 code
 * @param zones by their names in the IANA database
 */
record Signs(
        Level address,
        Level mailDomain,
        List<String> domains,
        Level language,
        Set<String> languages,
        Level timeZone,
        Set<String> zones) {

    Signs {
        domains = List.copyOf(domains);
        languages = Set.copyOf(languages);
        zones = Set.copyOf(zones);
    }

    boolean listsDomain(String domain) {
        String name = "." + domain.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return domains.stream()
                .anyMatch(listed -> listed.endsWith(".*")
                        // An ending has one part or two, as in "co.uk".
                        ? name.matches(".*\\."
                                + listed.substring(0, listed.length() - 2).replace(".", "\\.") + "\\.[^.]+(\\.[^.]+)?")
                        : name.endsWith("." + listed));
    }

    boolean lists(Locale language) {
        return languages.contains(language.getLanguage());
    }

    boolean listsZone(String zone) {
        return zones.contains(zone);
    }
}
