package standwith.sandbox.stripe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedCollection;
import org.jspecify.annotations.Nullable;

/** All cards that one can try: those that Stripe documents, and some of our own, in {@code cards.txt}. */
final class Cards {

    private static final Map<String, Card> BY_NUMBER = new LinkedHashMap<>();
    private static final Map<String, Card> BY_NAME = new LinkedHashMap<>();

    static {
        try (InputStream in = Cards.class.getResourceAsStream("/sandbox/stripe/cards.txt")) {
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> card(line.split(" ")))
                    .forEach(card -> {
                        BY_NUMBER.put(card.number(), card);
                        BY_NAME.put(card.name(), card);
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Cards() {}

    static SequencedCollection<Card> all() {
        return BY_NUMBER.values().stream().toList();
    }

    static @Nullable Card numbered(@Nullable String number) {
        return number == null ? null : BY_NUMBER.get(number);
    }

    /** As pm_card_visa names one. */
    static @Nullable Card named(String name) {
        return BY_NAME.get(name);
    }

    /** Whether the last digit fits the others. */
    static boolean isNumber(String number) {
        if (!number.matches("[0-9]{12,19}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }

    private static Card card(String[] fields) {
        String does = fields[5];
        String then = fields[fields.length - 1];
        return new Card(
                fields[0],
                fields[1],
                fields[2],
                fields[3].equals("-") ? null : fields[3],
                fields[4],
                does.equals("challenges"),
                then.equals("late"),
                then.equals("pays") || then.equals("late") ? null : Decline.of(then));
    }
}
