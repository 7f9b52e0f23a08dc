package org.standwith.contributions.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.standwith.contributions.CardStep;
import org.standwith.contributions.Checkout;
import org.standwith.money.Cadence;
import org.standwith.pages.Words;
import org.standwith.payments.CardFields;

/**
 * What the page with the card fields shows, and what its script needs.
 *
 * @param mode in the words of the provider's script
 * @param minor the total in the currency's smallest units
 * @param charge what is charged, and when
 * @param others labels of other ways to pay, which need no script here
 */
record CardView(
        Checkout checkout,
        String publishableKey,
        String script,
        String mode,
        long minor,
        String currency,
        String total,
        String charge,
        String language,
        List<String> others) {

    static CardView of(CardStep step, Contact contact, Words words, List<String> others) {
        Checkout checkout = step.checkout();
        String total = words.text(checkout.total());
        return new CardView(
                checkout,
                step.browser().publishableKey(),
                step.browser().script().toString(),
                checkout.cadence() == Cadence.ONCE ? "payment" : "subscription",
                checkout.total().getAmountMinorLong(),
                checkout.total().getCurrencyUnit().getCode().toLowerCase(Locale.ROOT),
                total,
                words.text("charge.live." + checkout.cadence() + contact.ending(checkout.cadence()), total),
                words.language().toLanguageTag(),
                others);
    }

    /**
     * The policy of this page alone: the provider's origins are on it and on no other. Styles in attributes are allowed,
     * since the provider's script sizes its frames by them; they can load nothing.
     */
    static String contentSecurityPolicy(CardFields.Browser browser) {
        return "default-src 'none'; script-src " + with("'self'", browser.scripts()) + "; frame-src "
                + with("", browser.frames()) + "; connect-src " + with("'self'", browser.calls())
                + "; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; form-action 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'";
    }

    private static String with(String own, List<String> origins) {
        return Stream.concat(Stream.of(own), origins.stream())
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
