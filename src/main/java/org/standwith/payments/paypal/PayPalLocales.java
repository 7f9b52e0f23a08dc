package org.standwith.payments.paypal;

import java.util.Locale;
import java.util.Optional;

/** Languages as PayPal takes them: with a script and a country at the most. */
final class PayPalLocales {

    private PayPalLocales() {}

    static Optional<String> of(Locale locale) {
        return Optional.of(locale.toLanguageTag()).filter(tag -> tag.matches("[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"));
    }
}
