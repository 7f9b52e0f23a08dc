package org.standwith.receipts;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Payments in one currency: what is in another is never added to them. */
record Account(CurrencyUnit currency, List<Entry> entries) {

    /** One for each currency that occurs, by its code. */
    static List<Account> of(List<Entry> entries) {
        return entries.stream()
                .collect(groupingBy(entry -> entry.paid().amount().getCurrencyUnit(), TreeMap::new, toList()))
                .entrySet()
                .stream()
                .map(each -> new Account(each.getKey(), each.getValue()))
                .toList();
    }

    Money amount() {
        return sum(entry -> entry.paid().amount());
    }

    Money returned() {
        return sum(Entry::returned);
    }

    Money kept() {
        return sum(entry -> entry.paid().kept());
    }

    private Money sum(Function<Entry, Money> of) {
        return entries.stream().map(of).reduce(Money.zero(currency), Money::plus);
    }

    @Override
    public String toString() {
        return "Account[***]";
    }
}
