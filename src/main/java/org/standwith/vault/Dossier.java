package org.standwith.vault;

import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What is known of a supporter. It lies sealed, and shows itself to nobody by accident. Names of components are in what is
 * sealed: renaming one is a migration.
 *
 * @param email null where none was given
 * @param locale BCP 47 tag of the language to speak to them
 * @param handling what the risk policy decided
 * @param acknowledgements which warnings they went on after
 * @param contributions theirs, by id
 */
@JsonSerialize(using = NotAsJson.class)
public record Dossier(
        @Nullable EmailAddress email,
        String locale,
        Handling handling,
        List<Acknowledgement> acknowledgements,
        Set<UUID> contributions) {

    /**
     * @param level the policy's word
     * @param policy the version of the policy that said so
     * @param places codes of the countries where they are at home, as far as it was said: by them they are found when it
     *     becomes dangerous to be there
     */
    public record Handling(String level, String policy, Set<String> places) {

        public Handling {
            places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
        }

        public Handling(String level, String policy) {
            this(level, policy, Set.of());
        }

        @Override
        public String toString() {
            return "Handling[***]";
        }
    }

    /**
     * A warning that was shown before they went on; to the month, so that it does not tell when they gave.
     *
     * @param notice its name and version
     */
    public record Acknowledgement(String notice, YearMonth month) {}

    public Dossier {
        acknowledgements = List.copyOf(acknowledgements);
        // In the order of ids, so that the order of giving is nowhere.
        contributions = Set.copyOf(contributions);
    }

    public Dossier withContribution(UUID contribution) {
        Set<UUID> all = Stream.concat(contributions.stream(), Stream.of(contribution))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Dossier(email, locale, handling, acknowledgements, all);
    }

    public Dossier withHandling(Handling now) {
        return new Dossier(email, locale, now, acknowledgements, contributions);
    }

    public Dossier withoutEmail() {
        return new Dossier(null, locale, handling, acknowledgements, contributions);
    }

    @Override
    public String toString() {
        return "Dossier[***]";
    }
}
