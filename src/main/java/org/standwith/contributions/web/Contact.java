package org.standwith.contributions.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.standwith.money.Cadence;

/**
 * Whom supporters turn to, above all to stop a contribution. Where nobody is named, nothing is said of stopping.
 *
 * @param contact a mail address, or the address of a page
 */
@ConfigurationProperties("standwith.organisation")
record Contact(@Nullable String contact) {

    /** Refused at the start: found out later, it would take every page with it. */
    Contact {
        if (contact != null && !contact.isBlank() && !isAddress(contact.strip())) {
            throw new IllegalArgumentException(
                    "standwith.organisation.contact has to be a mail address, or the address of a page (https://...)");
        }
    }

    public boolean isKnown() {
        return contact != null && !contact.isBlank();
    }

    /** The ending of a text's name: of those about something that goes on, there is one that says how it ends. */
    public String ending(Cadence cadence) {
        return isKnown() && cadence != Cadence.ONCE ? ".until" : "";
    }

    /** Empty where nobody is named. */
    public String text() {
        return contact == null
                ? ""
                : contact.strip()
                        .replaceFirst("(?i)^(?:https?://|mailto:)(?:www\\.)?", "")
                        .replaceFirst("/$", "");
    }

    public @Nullable URI link() {
        if (contact == null || contact.isBlank()) {
            return null;
        }
        String address = contact.strip();
        return URI.create(isComplete(address) ? address : "mailto:" + address);
    }

    private static boolean isAddress(String address) {
        try {
            URI link = new URI(isComplete(address) ? address : "mailto:" + address);
            return "mailto".equalsIgnoreCase(link.getScheme())
                    ? link.getSchemeSpecificPart().matches("[^@]+@[^@]+")
                    : link.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isComplete(String address) {
        return address.toLowerCase(Locale.ROOT).matches("(https?|mailto):.*");
    }
}
