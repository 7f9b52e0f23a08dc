package org.standwith.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands on a bank statement. It has to be the name under which the organisation trades: it is checked here, and never
 * disguised.
 *
 * @param deny words that would tell whoever reads the statement what was given to
 * @param signedOff whether somebody has decided that such a word has to be in it, since it is the name
 */
record Descriptor(Optional<String> text, List<String> deny, boolean signedOff) {

    Descriptor {
        deny = List.copyOf(deny);
    }

    /** Every rule that it breaks. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        text.ifPresent(name -> {
            if (!name.matches("\\p{ASCII}{5,22}") || name.chars().anyMatch(Character::isISOControl)) {
                faults.add("has to have 5 to 22 Latin characters");
            }
            if (!name.matches(".*[A-Za-z].*")) {
                faults.add("has to have a letter");
            }
            if (name.matches(".*[<>\\\\'\"*].*")) {
                faults.add("must not have any of < > \\ ' \" *");
            }
            if (!signedOff) {
                deny.stream()
                        .filter(word -> name.toUpperCase(Locale.ROOT).contains(word.toUpperCase(Locale.ROOT)))
                        .forEach(word -> faults.add("has " + word + ", which descriptor.deny forbids"
                                + " (descriptor.signed_off: true accepts it)"));
            }
        });
        return faults;
    }
}
