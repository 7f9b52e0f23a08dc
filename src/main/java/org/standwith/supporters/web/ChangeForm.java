package org.standwith.supporters.web;

import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Alteration;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.Giving;
import org.standwith.money.AmountText;
import org.standwith.money.Cadence;
import org.standwith.problem.Problem;

/**
 * A wish as a form sends it.
 *
 * @param amount as it was written; of what changes the amount or the cadence
 * @param cadence with it, as it was shown: the one that it shall have, or where only the amount changes, the one that it has
 * @param months of a pause
 * @param key the same for every time that this form is sent
 * @param reason of an end, where one was chosen
 */
record ChangeForm(
        @Nullable Kind kind,
        @Nullable String amount,
        @Nullable Cadence cadence,
        @Nullable Integer months,
        @Nullable UUID key,
        @Nullable String reason) {

    /** @throws Problem where none was chosen */
    Kind chosen() {
        if (kind == null) {
            throw Problem.invalid("kind", "What is to be changed?");
        }
        return kind;
    }

    /** The amount as one of this contribution; whether it is one, is not known yet. */
    AmountText amountOf(Giving giving) {
        String currency = giving.amount().getCurrencyUnit().getCode();
        return AmountText.written(currency, amount == null ? "" : amount);
    }

    /** @throws Problem where something is missing that our own forms have */
    Alteration wish(Giving giving) {
        return switch (chosen()) {
            case AMOUNT -> new Alteration.ToAmount(read(giving));
            case CADENCE -> new Alteration.ToCadence(cadence == null ? other(giving.cadence()) : cadence, read(giving));
            case PAUSE -> new Alteration.Pause(months == null ? 0 : months);
            case SKIP -> new Alteration.Skip();
            case RESUME -> new Alteration.Resume();
            case END -> new Alteration.End();
            case LAPSE -> throw Problem.invalid("kind", "That comes by itself.");
            case END_WITH_PERIOD -> new Alteration.EndWithPeriod();
            case KEEP_ON -> new Alteration.KeepOn();
            case CARD -> new Alteration.AnotherCard();
        };
    }

    /** Whether nothing more is taken by it. */
    boolean ends() {
        return kind == Kind.END || kind == Kind.END_WITH_PERIOD;
    }

    /** Whether it was shown for another cadence than it has by now, so that the amount would mean something else. */
    boolean isOutdated(Giving giving) {
        return chosen() == Kind.AMOUNT && cadence != null && cadence != giving.cadence();
    }

    /** Whether somebody wrote an amount for it. */
    boolean hasAmount() {
        return kind == Kind.AMOUNT || kind == Kind.CADENCE;
    }

    private Money read(Giving giving) {
        return amountOf(giving).read().orElseThrow(() -> Problem.invalid("amount", "Not an amount."));
    }

    /** The one of the two that it does not have. */
    static Cadence other(Cadence cadence) {
        return switch (cadence) {
            case ONCE, ANNUAL -> Cadence.MONTHLY;
            case MONTHLY -> Cadence.ANNUAL;
        };
    }

    /** What is about as much in a year: twelve months, or a twelfth, to the next whole unit. */
    static Money equivalent(Giving giving) {
        Money amount = giving.amount();
        CurrencyUnit unit = amount.getCurrencyUnit();
        return switch (giving.cadence()) {
            case ONCE -> amount;
            case MONTHLY -> amount.multipliedBy(12);
            case ANNUAL ->
                Money.of(
                        unit,
                        amount.dividedBy(12, java.math.RoundingMode.CEILING)
                                .rounded(0, java.math.RoundingMode.CEILING)
                                .getAmount());
        };
    }

    @Override
    public String toString() {
        return "ChangeForm[***]";
    }
}
