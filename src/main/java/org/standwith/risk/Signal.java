package org.standwith.risk;

import java.net.InetAddress;
import java.util.Locale;

/**
 * Something that says where somebody is at risk. Signals live in memory only, while it is decided; what is kept is the
 * decision.
 */
public sealed interface Signal {

    /** Where they say that they live, or have their bank. The only one that can make a level lower than that of nobody. */
    record Declared(Country country) implements Signal {}

    /** They, or people close to them, travel to where giving is punished. */
    record Travels() implements Signal {}

    /** Where the bank is that issued their card. */
    record CardIssuer(Country country) implements Signal {}

    /** Where the payer's account at the provider is. */
    record Payer(Country country) implements Signal {}

    /** Where their internet address is. Proves something only when it is a place where they are at risk. */
    record Address(Sighting sighting) implements Signal {

        /** Looked up, and failed where that throws, whoever wrote what looks it up. */
        public static Address of(AddressCountries countries, InetAddress address) {
            try {
                return new Address(countries.of(address));
            } catch (RuntimeException e) {
                return new Address(new Sighting.Failed());
            }
        }
    }

    /** @param domain of their e-mail address */
    record MailDomain(String domain) implements Signal {}

    record Language(Locale locale) implements Signal {}

    /** @param zone by its name in the IANA database */
    record TimeZone(String zone) implements Signal {}

    /** Somebody wants to be handled with more care than they would be. */
    record Chosen(Level level) implements Signal {}
}
