package org.standwith.risk;

import java.time.LocalDate;
import java.util.Map;

/**
 * What a policy says of a country or a part of one.
 *
 * @param reviewed when somebody looked last whether it still holds
 * @param names by language, of a part of a country
 * @param consequences by language: what giving is punished with there; empty where it is not
 */
record Rule(
        Level level, String reason, LocalDate reviewed, Map<String, String> names, Map<String, String> consequences) {

    Rule {
        names = Map.copyOf(names);
        consequences = Map.copyOf(consequences);
    }
}
