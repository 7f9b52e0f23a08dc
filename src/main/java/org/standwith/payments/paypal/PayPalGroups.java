package org.standwith.payments.paypal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.standwith.payments.Provider;

/**
 * Puts together what PayPal's reports have in pieces: what came in foreign money, and the two sides of its exchange that follow
 * at once. Our books have one settlement for that, as the events do.
 */
final class PayPalGroups {

    private PayPalGroups() {}

    /** One for each transaction, and none for an exchange that is a part of another; in their order. */
    static List<PayPalBooking> of(Provider provider, List<PayPalRow> rows) {
        Map<String, List<PayPalRow>> exchanges = new HashMap<>();
        for (PayPalRow row : rows) {
            if (row.isExchange() && row.status() == PayPalRow.Status.DONE) {
                row.about()
                        .ifPresent(id -> exchanges
                                .computeIfAbsent(id, any -> new ArrayList<>())
                                .add(row));
            }
        }
        Map<PayPalRow, PayPalBooking> bookings = new LinkedHashMap<>();
        Set<PayPalRow> parts = new HashSet<>();
        for (PayPalRow row : rows) {
            List<PayPalRow> sides = exchanges.getOrDefault(row.id(), List.of());
            Optional<PayPalRow> received =
                    PayPalBooking.mayBeExchanged(row) ? received(row.net(), sides) : Optional.empty();
            received.ifPresent(any -> {
                parts.addAll(sides);
                exchanges.remove(row.id());
            });
            bookings.put(
                    row,
                    received.map(side -> new PayPalBooking(provider, row, Optional.of(side.net()), side.balance()))
                            .orElseGet(() -> new PayPalBooking(provider, row)));
        }
        bookings.keySet().removeAll(parts);
        return List.copyOf(bookings.values());
    }

    /** The side in which all of it ended, where one did. */
    private static Optional<PayPalRow> received(Money net, List<PayPalRow> sides) {
        Map<CurrencyUnit, List<PayPalRow>> byCurrency = new TreeMap<>();
        sides.forEach(side -> byCurrency
                .computeIfAbsent(side.net().getCurrencyUnit(), any -> new ArrayList<>())
                .add(side));
        List<PayPalRow> given = byCurrency.getOrDefault(net.getCurrencyUnit(), List.of());
        byCurrency.remove(net.getCurrencyUnit());
        boolean all = given.size() == 1 && given.getFirst().net().equals(net.negated());
        return all && byCurrency.size() == 1
                ? Optional.of(byCurrency.values().iterator().next())
                        .filter(taken ->
                                taken.size() == 1 && taken.getFirst().net().isPositive() == net.isPositive())
                        .map(List::getFirst)
                : Optional.empty();
    }
}
