package standwith.sandbox.stripe;

import org.jspecify.annotations.Nullable;

/**
 * A card that one can try.
 *
 * @param country whose bank issued it; null where nobody knows
 * @param name of the test payment method that stands for it
 * @param challenged its bank wants to see the payer first
 * @param late its bank takes a day to answer
 * @param decline why it does not pay; null when it does
 */
record Card(
        String number,
        String brand,
        String funding,
        @Nullable String country,
        String name,
        boolean challenged,
        boolean late,
        @Nullable Decline decline) {

    String last4() {
        return number.substring(number.length() - 4);
    }
}
