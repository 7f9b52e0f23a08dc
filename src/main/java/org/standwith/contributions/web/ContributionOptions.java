package org.standwith.contributions.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.standwith.money.AmountText;
import org.standwith.money.Amounts;
import org.standwith.money.Cadence;
import org.standwith.pages.Words;
import org.standwith.payments.Providers;

/**
 * What can be given, for a form that somebody else draws.
 *
 * @param locale the language of {@code texts}
 * @param methods in the order in which to offer them
 * @param texts all that the form says, so that it needs no words of its own; <code>{0}</code> stands for an amount
 */
record ContributionOptions(
        String locale,
        String currency,
        List<String> currencies,
        AmountText minimum,
        AmountText maximum,
        List<Choice> cadences,
        Cadence defaultCadence,
        Fee fee,
        List<Method> methods,
        Map<String, String> texts) {

    static final Cadence DEFAULT_CADENCE = Cadence.MONTHLY;

    private static final List<String> TEXTS = List.of(
            "title",
            "caution",
            "cadence",
            "ONCE",
            "MONTHLY",
            "ANNUAL",
            "amount",
            "other",
            "currency",
            "fees",
            "method",
            "submit",
            "notNow",
            "remind",
            "remindSubmit",
            "remindOther",
            "reminded",
            "noAddress",
            "noLetters",
            "notTaken",
            "email",
            "when",
            "P1W",
            "P1M",
            "P3M",
            "P6M",
            "P1Y",
            "back",
            "sending",
            "invalid",
            "failed",
            "unknown",
            "retry",
            "thanks",
            "code",
            "pending");

    /** @param defaultAmount the one to show as chosen */
    record Choice(Cadence cadence, List<AmountText> suggested, AmountText defaultAmount) {}

    /**
     * What a provider keeps: the total that covers it is <code>(amount + fixed) / (1 - rate)</code>, rounded up.
     *
     * @param rate decimal number, {@code 0.029} for 2.9 %
     */
    record Fee(String rate, AmountText fixed) {}

    record Method(String provider, String label) {}

    static ContributionOptions of(
            Amounts amounts, Providers providers, CurrencyUnit currency, Words words, Contact contact) {
        return new ContributionOptions(
                words.language().toLanguageTag(),
                currency.getCode(),
                amounts.currencies().stream().map(CurrencyUnit::getCode).toList(),
                amounts.written(amounts.minimum(currency)),
                amounts.written(amounts.maximum(currency)),
                Arrays.stream(Cadence.values())
                        .map(cadence -> choice(amounts, currency, cadence))
                        .toList(),
                DEFAULT_CADENCE,
                new Fee(
                        amounts.feeRate(currency).toPlainString(),
                        new AmountText(
                                currency.getCode(), amounts.feeFixed(currency).toPlainString())),
                methods(providers, amounts, currency, words),
                texts(words, contact));
    }

    /** What is configured and takes this currency. */
    static List<Method> methods(Providers providers, Amounts amounts, CurrencyUnit currency, Words words) {
        return providers.all().stream()
                .filter(each -> each.takes(amounts.minimum(currency)))
                .map(each -> new Method(
                        each.provider().name(),
                        words.textOr("method." + each.provider().name(), each.label())))
                .toList();
    }

    /** The second smallest: it asks for a little, and leaves the smallest as the easy way out. */
    static Money defaultAmount(List<Money> suggested) {
        return suggested.get(Math.min(1, suggested.size() - 1));
    }

    private static Choice choice(Amounts amounts, CurrencyUnit currency, Cadence cadence) {
        List<Money> suggested = amounts.suggested(currency, cadence);
        return new Choice(
                cadence, suggested.stream().map(amounts::written).toList(), amounts.written(defaultAmount(suggested)));
    }

    private static Map<String, String> texts(Words words, Contact contact) {
        Map<String, String> texts = new LinkedHashMap<>();
        TEXTS.forEach(key -> texts.put(key, words.text("widget." + key)));
        for (Cadence cadence : Cadence.values()) {
            String key = "charge" + cadence;
            texts.put(key, words.text("widget." + key + contact.ending(cadence), "{0}", contact.text()));
        }
        return texts;
    }
}
