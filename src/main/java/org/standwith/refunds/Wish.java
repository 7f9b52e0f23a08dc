package org.standwith.refunds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.AmountText;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;

/**
 * What somebody of the staff wants given back, as they wrote it; anything may be missing.
 *
 * @param payment the provider's id of the payment
 * @param reason why, in a few words: about the payment, and not about a person
 * @param endsRecurring whether what the payment belongs to is ended as well, where it goes on by itself
 */
public record Wish(
        @Nullable String provider,
        @Nullable String payment,
        @Nullable AmountText amount,
        @Nullable String reason,
        boolean endsRecurring) {

    private static final int LONGEST_ID = 128;
    private static final int LONGEST_REASON = 200;

    /** The same, as far as can be seen without looking the payment up. */
    record Read(PaymentProvider provider, String payment, Money amount, String reason, Refund.Ending ending) {}

    /** @throws Problem naming each field that is not acceptable */
    Read read(Providers providers) {
        List<Problem.Field> wrong = new ArrayList<>();
        PaymentProvider known = provider(provider, providers, wrong);
        String id = payment(payment, wrong);
        Money money = amount(wrong);
        String why = reason(reason, wrong);
        if (known == null || id == null || money == null || why == null) {
            throw Problem.invalid(wrong);
        }
        return new Read(known, id, money, why, endsRecurring ? Refund.Ending.ASKED : Refund.Ending.NOT_ASKED);
    }

    static @Nullable PaymentProvider provider(@Nullable String name, Providers providers, List<Problem.Field> wrong) {
        PaymentProvider known =
                name == null ? null : providers.named(name.strip()).orElse(null);
        if (known == null) {
            wrong.add(new Problem.Field("provider", "One of " + String.join(", ", providers.names()) + "."));
        }
        return known;
    }

    static @Nullable String payment(@Nullable String text, List<Problem.Field> wrong) {
        String id = text == null ? "" : text.strip();
        // Letters that no provider's id has, no index of ours can be searched for either.
        if (id.isEmpty() || id.length() > LONGEST_ID || !id.chars().allMatch(each -> each > ' ' && each < 0x7f)) {
            wrong.add(new Problem.Field("payment", "The provider's id of the payment."));
            return null;
        }
        return id;
    }

    private @Nullable Money amount(List<Problem.Field> wrong) {
        Optional<Money> read = amount == null ? Optional.empty() : amount.read();
        if (read.isEmpty()) {
            wrong.add(new Problem.Field(
                    "amount",
                    "A currency and an amount, as in USD and 12.50, with no more decimals than the currency has."));
            return null;
        }
        if (!read.get().isPositive()) {
            wrong.add(new Problem.Field("amount.amount", "More than nothing."));
            return null;
        }
        return read.get();
    }

    static @Nullable String reason(@Nullable String text, List<Problem.Field> wrong) {
        String why = text == null ? "" : text.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            wrong.add(new Problem.Field(
                    "reason", "A few words, at most " + LONGEST_REASON + " letters, and nothing about a person."));
            return null;
        }
        return why;
    }
}
