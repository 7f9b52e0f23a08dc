package org.standwith.chaos;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.standwith.reconciliation.Kind;

/** What has to be reported in the end, and by how much the books differ from the truth for that. */
final class Expected {

    private final Set<String> reports = new TreeSet<>();
    private final Map<String, Long> differences = new TreeMap<>();

    /** @param ref the provider's id of what differs */
    void report(Kind kind, String provider, String ref) {
        if (!reports.add(kind + " " + provider + " " + ref)) {
            throw new IllegalStateException("Two faults at one thing: " + ref);
        }
    }

    /** The books have so much more of the debit side than the provider would say. */
    void books(String provider, String account, String currency, long minor) {
        differences.merge(provider + " " + account + " " + currency, minor, Long::sum);
    }

    /** The books have a whole payment that the provider has not; with a negative factor, the other way round. */
    void bookedTooOften(Payment payment, int times) {
        books(payment.provider(), "CLEARING", payment.currency(), times * (payment.minor() - payment.fee()));
        books(payment.provider(), payment.income(), payment.currency(), -times * payment.minor());
        books(payment.provider(), "FEES", payment.currency(), times * payment.fee());
    }

    Set<String> reports() {
        return reports;
    }

    Map<String, Long> differences() {
        return differences;
    }
}
