package org.standwith.payments;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.risk.Country;
import org.standwith.vault.EmailAddress;

/**
 * What somebody undertook at a provider without us: a subscription that goes on, or a single payment.
 *
 * @param ref the provider's id of it
 * @param amount what is due each time, or was paid
 * @param since when they undertook it, by the provider's clock
 * @param facts all that the provider says of it, under the keys that its events have, and whether it names a checkout of
 *     ours
 */
public record Undertaking(
        Provider provider, String ref, Cadence cadence, Money amount, Instant since, Payer payer, List<Fact> facts) {

    /**
     * Whoever pays, in memory alone.
     *
     * @param email null where the provider has none that mail could be sent to
     * @param locale null where the provider knows no language of theirs
     * @param places where their bank or account is, as far as the provider says so
     */
    public record Payer(
            @Nullable EmailAddress email, @Nullable Locale locale, Set<Country> places) {

        public Payer {
            places = Set.copyOf(places);
        }

        /**
         * As a provider writes it; what is no address or no language is none.
         *
         * @param email empty for none, as is the tag of the language
         */
        public static Payer of(String email, String languageTag, Set<Country> places) {
            Locale locale = Locale.forLanguageTag(languageTag.replace('_', '-'));
            return new Payer(
                    EmailAddress.read(email).orElse(null), locale.getLanguage().isEmpty() ? null : locale, places);
        }

        @Override
        public String toString() {
            return "Payer[***]";
        }
    }

    public Undertaking {
        facts = List.copyOf(facts);
    }

    @Override
    public String toString() {
        return "Undertaking[***]";
    }
}
