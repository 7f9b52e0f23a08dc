package org.standwith.contributions.web;

import java.net.URI;
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
        boolean complete = address.toLowerCase(Locale.ROOT).matches("(https?|mailto):.*");
        return URI.create(complete ? address : "mailto:" + address);
    }
}
