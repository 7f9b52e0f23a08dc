package org.standwith.reconciliation.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.reconciliation.Discrepancy;

/**
 * A discrepancy as a page shows it.
 *
 * @param age since when it is known, in words
 */
record DifferenceView(Discrepancy it, String title, String expected, String actual, String age) {

    static List<DifferenceView> of(List<Discrepancy> all, Instant now) {
        return all.stream().map(each -> of(each, now)).toList();
    }

    static DifferenceView of(Discrepancy each, Instant now) {
        return new DifferenceView(
                each,
                title(each),
                text(each.expected()),
                text(each.actual()),
                age(Duration.between(each.found(), now)));
    }

    private static String title(Discrepancy each) {
        return switch (each.kind()) {
            case MISSING_AT_PROVIDER -> "Not on the statement";
            case AMOUNT -> "Another amount";
            case FEE -> "Another fee";
            case CURRENCY -> "Another currency";
            case DUPLICATE -> "One id twice";
            case STATUS -> "Not final at the provider";
            case UNMATCHED_PAYOUT -> "Payout does not add up";
            case CHARGE_AFTER_CANCEL -> "Charged after the end";
            case UNEXPLAINED -> "Unexplained";
            case UNREADABLE -> "Unreadable line";
        };
    }

    private static String text(@Nullable Money money) {
        return money == null ? "nothing" : money.getAmount().toPlainString() + " " + money.getCurrencyUnit();
    }

    private static String age(Duration since) {
        if (since.toDays() > 1) {
            return since.toDays() + " days";
        }
        return since.toHours() > 1 ? since.toHours() + " hours" : "new";
    }
}
