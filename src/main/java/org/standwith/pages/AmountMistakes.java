package org.standwith.pages;

import java.util.Optional;
import org.standwith.money.Verdict;

/** What is wrong with an amount that somebody wrote, in their language. */
public final class AmountMistakes {

    private AmountMistakes() {}

    /** Nothing where it is acceptable. */
    public static Optional<String> in(Verdict verdict, Words words) {
        return switch (verdict) {
            case Verdict.Acceptable fine -> Optional.empty();
            case Verdict.UnknownCurrency unknown -> Optional.of(words.text("error.amount.currency"));
            case Verdict.NotAnAmount not ->
                Optional.of(
                        words.text("error.amount.not-a-number", words.number(not.decimals() == 0 ? "500" : "5.50")));
            case Verdict.BelowMinimum below ->
                Optional.of(words.text("error.amount.below", words.text(below.minimum())));
            case Verdict.AboveMaximum above ->
                Optional.of(words.text("error.amount.above", words.text(above.maximum())));
        };
    }
}
