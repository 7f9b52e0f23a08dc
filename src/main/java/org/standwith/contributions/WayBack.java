package org.standwith.contributions;

import java.net.URI;
import java.util.Locale;

/**
 * Where supporters come back to from a provider's page, and in what language they are spoken to there. Of a repeated request
 * that of the first one counts.
 *
 * @param page when they have done what was to be done there; the provider may add a query
 * @param cancelled when they have turned back
 */
public record WayBack(URI page, URI cancelled, Locale locale) {

    @Override
    public String toString() {
        return "WayBack[***]";
    }
}
