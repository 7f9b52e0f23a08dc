package org.standwith.contributions;

import java.util.Locale;
import org.standwith.payments.CardFields;

/**
 * A checkout whose supporter enters a card on our own page.
 *
 * @param browser what that page has to load
 * @param locale to speak to them in
 */
public record CardStep(Checkout checkout, CardFields.Browser browser, Locale locale) {}
