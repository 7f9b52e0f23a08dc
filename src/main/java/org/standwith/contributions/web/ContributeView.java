package org.standwith.contributions.web;

import java.text.NumberFormat;
import java.util.Arrays;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Amounts;
import org.standwith.money.Cadence;
import org.standwith.pages.Words;
import org.standwith.problem.Problem;
import org.standwith.risk.Notice;
import org.standwith.risk.Place;

/**
 * What the contribution page shows.
 *
 * @param places that somebody can say they are from
 * @param acknowledged whether the notice, as it is shown, was already said to have been read
 * @param errors named by the part of the form that they belong to; an empty name belongs to the whole
 * @param feeRate parts per million, so that the page's script can reckon in whole numbers
 * @param minimum in the smallest units that can be given, as are the maximum and the fixed part of the fee
 */
record ContributeView(
        ContributionForm form,
        CurrencyName currency,
        List<CurrencyName> otherCurrencies,
        List<CadenceChoice> cadences,
        long minimum,
        long maximum,
        String range,
        String feeText,
        long feeRate,
        long feeFixed,
        int decimals,
        String language,
        List<ContributionOptions.Method> methods,
        List<Place> places,
        boolean acknowledged,
        List<Problem.Field> errors) {

    record CurrencyName(String code, String name) {}

    record CadenceChoice(Cadence cadence, boolean chosen, List<Chip> chips) {}

    /** @param withFees the total when the fees are covered, to be read before paying also without script */
    record Chip(String value, String text, String withFees, boolean chosen) {}

    static ContributeView of(
            ContributionForm form,
            CurrencyUnit currency,
            Amounts amounts,
            List<ContributionOptions.Method> methods,
            List<Place> places,
            Notice notice,
            Words words,
            List<Problem.Field> errors) {
        return new ContributeView(
                form,
                named(currency, words),
                amounts.currencies().stream()
                        .filter(each -> !each.equals(currency))
                        .map(each -> named(each, words))
                        .toList(),
                Arrays.stream(Cadence.values())
                        .map(cadence -> choice(form, currency, cadence, amounts, words))
                        .toList(),
                counted(amounts, amounts.minimum(currency)),
                counted(amounts, amounts.maximum(currency)),
                words.text(
                        "form.other.hint",
                        words.text(amounts.minimum(currency)),
                        words.text(amounts.maximum(currency))),
                feeText(amounts, currency, words),
                amounts.feeRate(currency).movePointRight(6).longValueExact(),
                counted(amounts, Money.of(currency, amounts.feeFixed(currency))),
                amounts.decimals(currency),
                words.language().toLanguageTag(),
                methods,
                places,
                form.hasRead(notice),
                errors);
    }

    /** In the smallest units that can be given, for the page's script. */
    private static long counted(Amounts amounts, Money money) {
        String written = amounts.written(money).amount();
        return Long.parseLong(written.replace(".", ""));
    }

    /** What is wrong with this part of the form, or nothing. */
    public @Nullable String errorAt(String part) {
        return errors.stream()
                .filter(error -> error.name().equals(part))
                .map(Problem.Field::detail)
                .findFirst()
                .orElse(null);
    }

    private static CadenceChoice choice(
            ContributionForm form, CurrencyUnit currency, Cadence cadence, Amounts amounts, Words words) {
        List<Money> suggested = amounts.suggested(currency, cadence);
        String byDefault = value(ContributionOptions.defaultAmount(suggested));
        String before = form.suggested(cadence);
        boolean known = suggested.stream().anyMatch(each -> value(each).equals(before));
        List<Chip> chips = suggested.stream()
                .map(each -> new Chip(
                        value(each),
                        words.text(each),
                        words.text("form.fees.in-all", words.text(amounts.withFeesCovered(each))),
                        value(each).equals(known ? before : byDefault)))
                .toList();
        return new CadenceChoice(cadence, cadence == form.chosenCadence(), chips);
    }

    private static String feeText(Amounts amounts, CurrencyUnit currency, Words words) {
        NumberFormat percent = NumberFormat.getPercentInstance(words.language());
        percent.setMaximumFractionDigits(2);
        String rate = percent.format(amounts.feeRate(currency));
        if (amounts.feeFixed(currency).signum() == 0) {
            return words.text("form.fees.rule.rate", rate);
        }
        return words.text("form.fees.rule", rate, words.text(Money.of(currency, amounts.feeFixed(currency))));
    }

    private static CurrencyName named(CurrencyUnit currency, Words words) {
        return new CurrencyName(currency.getCode(), currency.toCurrency().getDisplayName(words.language()));
    }

    private static String value(Money money) {
        return money.getAmount().toPlainString();
    }
}
