package org.standwith.contributions;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;

/** Whether anything was given, for whoever must not ask again then. At whichever provider. */
@Service
public class Gifts {

    private final Door door;
    private final JdbcClient jdbc;

    Gifts(Door door, JdbcClient jdbc) {
        this.door = door;
        this.jdbc = jdbc;
    }

    /** Those of these contributions for which something was paid later than the moment beside them. */
    @Transactional(readOnly = true)
    public Set<UUID> paidSince(Map<UUID, Instant> moments) {
        Map<UUID, List<Fact>> facts = door.factsOf(moments.keySet());
        return moments.entrySet().stream()
                .filter(each -> facts.getOrDefault(each.getKey(), List.of()).stream()
                        .anyMatch(fact -> fact instanceof Fact.PaymentSucceeded
                                && fact.at().isAfter(each.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Those of these checkouts that were paid. */
    @Transactional(readOnly = true)
    public Set<UUID> paid(Collection<UUID> checkouts) {
        if (checkouts.isEmpty()) {
            return Set.of();
        }
        Map<UUID, UUID> contributions = new HashMap<>();
        jdbc.sql("select id, contribution_id from checkout where id in (:some)")
                .param("some", checkouts.stream().map(UUID::toString).toList())
                .query(row -> {
                    contributions.put(UUID.fromString(row.getString(1)), UUID.fromString(row.getString(2)));
                });
        Set<UUID> paid = paidSince(
                contributions.values().stream().collect(Collectors.toMap(each -> each, each -> Instant.EPOCH)));
        contributions.values().retainAll(paid);
        return contributions.keySet();
    }
}
