package org.standwith.contributions;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.standwith.vault.SupporterCode;

/**
 * What a repeated request is answered with, and what is needed until then. It lies sealed, for a day; the names of its
 * components are in what is sealed.
 *
 * @param reference all that the provider learns of what the money is for
 * @param checkout the provider's id of it; null until the provider has said that it opened it
 * @param redirectUrl where to pay; null until that is known, and when it can no longer be paid
 * @param returnUrl where the caller wants the browser in the end
 * @param code the supporter's
 * @param codeShown whether our page has shown the code
 * @param home at which of our addresses the supporter is; null for the public one
 */
record Answer(
        String reference,
        @Nullable String checkout,
        @Nullable URI redirectUrl,
        @Nullable URI returnUrl,
        Locale locale,
        SupporterCode code,
        boolean codeShown,
        @Nullable URI home) {

    Answer opened(String at, URI url) {
        return new Answer(reference, at, url, returnUrl, locale, code, codeShown, home);
    }

    /** The provider has made what is to be paid on our own page. */
    Answer begun(String at) {
        return new Answer(reference, at, redirectUrl, returnUrl, locale, code, codeShown, home);
    }

    /** Where the card is entered, before the provider has heard of it. */
    Answer onOurPage(URI url) {
        return new Answer(reference, null, url, returnUrl, locale, code, codeShown, home);
    }

    /** Whatever became of it, it can no longer be paid over there. */
    Answer closed() {
        return new Answer(reference, checkout, null, returnUrl, locale, code, codeShown, home);
    }

    Answer withCodeShown() {
        return new Answer(reference, checkout, redirectUrl, returnUrl, locale, code, true, home);
    }

    @Override
    public String toString() {
        return "Answer[***]";
    }
}
