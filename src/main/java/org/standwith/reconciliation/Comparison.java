package org.standwith.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.standwith.contributions.PostingRules;
import org.standwith.ledger.Clearing;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.StatementLine;
import org.standwith.payments.StatementLine.Standing;

/** One line of a statement beside the entries of the books that it asks for. */
sealed interface Comparison {

    record Agrees() implements Comparison {}

    /** The books have nothing of it, or not all. */
    record Lacks(List<Movement> missing) implements Comparison {}

    record Differs(List<Finding> findings) implements Comparison {}

    /** The keys of all entries that have to be looked up for this line. */
    static Stream<String> keys(StatementLine line) {
        return line.standing() == Standing.POSTED ? line.tells().stream().map(Movement::key) : named(line);
    }

    /** @param books what the entries did to what the provider holds, by their keys */
    static Comparison of(StatementLine line, Map<String, List<Money>> books) {
        if (line.standing() != Standing.POSTED) {
            return named(line)
                    .filter(books::containsKey)
                    .findFirst()
                    .<Comparison>map(key -> new Differs(List.of(new Finding(
                            Kind.STATUS,
                            key,
                            null,
                            books.getOrDefault(key, List.of()).stream()
                                    .findFirst()
                                    .orElse(null),
                            line.at()))))
                    .orElseGet(Agrees::new);
        }
        List<Movement> missing = line.tells().stream()
                .filter(each -> !expected(each).isEmpty() && !books.containsKey(each.key()))
                .toList();
        if (!missing.isEmpty()) {
            return new Lacks(missing);
        }
        List<Finding> differences = line.tells().stream()
                .flatMap(each -> difference(each, books.getOrDefault(each.key(), List.of()), line.at()).stream())
                .toList();
        return differences.isEmpty() ? new Agrees() : new Differs(differences);
    }

    /** What a movement has to do to what the provider holds. */
    static List<Money> expected(Movement movement) {
        return Clearing.of(PostingRules.entry(movement));
    }

    private static Optional<Finding> difference(Movement movement, List<Money> actual, Instant at) {
        List<Money> expected = expected(movement);
        if (expected.equals(actual)) {
            return Optional.empty();
        }
        Money right = expected.stream()
                .filter(each -> !actual.contains(each))
                .findFirst()
                .orElse(null);
        Money wrong = actual.stream()
                .filter(each -> !expected.contains(each))
                .findFirst()
                .orElse(null);
        Kind kind = !currencies(expected).equals(currencies(actual)) && !expected.isEmpty() && !actual.isEmpty()
                ? Kind.CURRENCY
                : isOnlyAFee(movement) ? Kind.FEE : Kind.AMOUNT;
        return Optional.of(new Finding(kind, movement.key(), kind.told(right), kind.told(wrong), at));
    }

    /** Where money is exchanged as well, the rate may be what differs. */
    private static boolean isOnlyAFee(Movement movement) {
        return movement instanceof Fact.Settled settled && settled.original().isSameCurrency(settled.settled());
    }

    private static List<CurrencyUnit> currencies(List<Money> amounts) {
        return amounts.stream().map(Money::getCurrencyUnit).toList();
    }

    /** What is not posted has no movements, and would be booked under one of these. */
    private static Stream<String> named(StatementLine line) {
        return Stream.of("payment:", "refund:", "payout:", "account:").map(prefix -> prefix + line.ref());
    }
}
