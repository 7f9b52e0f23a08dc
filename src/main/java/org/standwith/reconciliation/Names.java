package org.standwith.reconciliation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.ledger.Clearing;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.Fact.OfPayment;
import org.standwith.payments.Movements;
import org.standwith.payments.Provider;
import org.standwith.payments.StatementLine;
import org.standwith.reconciliation.StatementLines.Kept;

/**
 * Finds what a statement tells in the books, where these know it by another name: an alias in the place of an id, or a movement
 * that the provider gave no id when it told of it first.
 */
@Component
class Names {

    private final Clearing clearing;
    private final Movements movements;
    private final StatementLines kept;

    Names(Clearing clearing, Movements movements, StatementLines kept) {
        this.clearing = clearing;
        this.movements = movements;
        this.kept = kept;
    }

    /**
     * What the books say of lines.
     *
     * @param lines each under the name by which the books know it; where they do not, under its own
     * @param books what their entries did to what the provider holds, by their keys
     */
    record Examination(List<Examined> lines, Map<String, List<Money>> books) {

        List<StatementLine> lacking() {
            return lines.stream().filter(Examined::lacking).map(Examined::line).toList();
        }
    }

    Examination examine(Provider provider, List<StatementLine> lines) {
        Map<String, List<Money>> books = books(provider, lines);
        List<Integer> unknown = new ArrayList<>();
        List<Examined> examined = new ArrayList<>();
        for (StatementLine line : lines) {
            boolean lacking = Comparison.of(line, books) instanceof Comparison.Lacks;
            if (lacking) {
                unknown.add(examined.size());
            }
            examined.add(new Examined(line, lacking));
        }
        if (unknown.isEmpty()) {
            return new Examination(examined, books);
        }
        List<StatementLine> aliased =
                unknown.stream().map(each -> aliased(lines.get(each))).toList();
        Map<String, List<Money>> again = books(provider, aliased);
        Set<String> taken = examined.stream()
                .filter(each -> !each.lacking())
                .flatMap(each -> each.line().tells().stream())
                .map(Movement::key)
                .collect(Collectors.toCollection(HashSet::new));
        for (int i = 0; i < aliased.size(); i++) {
            StatementLine line = aliased.get(i);
            if (Comparison.of(line, again) instanceof Comparison.Lacks lacks) {
                Optional<StatementLine> twin = twin(line, lacks.missing(), taken);
                examined.set(
                        unknown.get(i),
                        twin.map(each -> new Examined(each, false)).orElse(new Examined(line, true)));
            } else {
                examined.set(unknown.get(i), new Examined(line, false));
            }
        }
        return new Examination(
                examined, books(provider, examined.stream().map(Examined::line).toList()));
    }

    private Map<String, List<Money>> books(Provider provider, List<StatementLine> lines) {
        return clearing.of(
                provider.name(), lines.stream().flatMap(Comparison::keys).collect(Collectors.toSet()));
    }

    private StatementLine aliased(StatementLine line) {
        return line.telling(movements.known(line.tells()));
    }

    /** The same line, told by movements of the same payment that did the same and are on no other line. */
    private Optional<StatementLine> twin(StatementLine line, List<Movement> missing, Set<String> taken) {
        List<Movement> twins = new ArrayList<>();
        for (Movement each : missing) {
            Optional<Movement> twin =
                    mayBeNameless(each) ? twin(line, each, ((OfPayment) each).payment(), taken) : Optional.empty();
            if (twin.isEmpty()) {
                return Optional.empty();
            }
            twins.add(twin.get());
        }
        List<Movement> tells = new ArrayList<>(line.tells());
        for (int i = 0; i < missing.size(); i++) {
            taken.add(twins.get(i).key());
            tells.set(tells.indexOf(missing.get(i)), twins.get(i));
        }
        return Optional.of(line.telling(tells));
    }

    /** Payments and refunds have an id from the beginning: two that are alike are two. */
    private static boolean mayBeNameless(Movement movement) {
        return movement instanceof DisputeWithdrawn || movement instanceof DisputeReinstated;
    }

    private Optional<Movement> twin(StatementLine line, Movement movement, String payment, Set<String> taken) {
        List<Money> effect = Comparison.expected(movement);
        List<Movement> candidates = movements.about(line.provider(), payment).stream()
                .filter(each -> each.getClass() == movement.getClass() && !taken.contains(each.key()))
                .filter(each -> Comparison.expected(each).equals(effect))
                .toList();
        Map<String, Kept> onALine =
                kept.of(line.provider(), candidates.stream().map(Movement::key).toList());
        return candidates.stream()
                .filter(each -> isFree(onALine.get(each.key()), line))
                .findFirst();
    }

    /** On no line yet, or on this one. */
    private static boolean isFree(@Nullable Kept other, StatementLine line) {
        return other == null || (other.net().equals(line.net()) && other.at().equals(line.at()));
    }
}
