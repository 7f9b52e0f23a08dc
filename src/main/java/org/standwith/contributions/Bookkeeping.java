package org.standwith.contributions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.standwith.ledger.JournalEntry;
import org.standwith.ledger.Ledger;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CheckoutApproved;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.FactListener;

/** What follows from facts: contributions stand anew, and the journal has its entries, all in the facts' transaction. */
@Component
class Bookkeeping implements FactListener {

    private final Contributions contributions;
    private final Ledger ledger;

    /** The door tells us, and we ask it back: looked up late, because the two need each other. */
    private final ObjectProvider<Door> door;

    Bookkeeping(Contributions contributions, Ledger ledger, ObjectProvider<Door> door) {
        this.contributions = contributions;
        this.ledger = ledger;
        this.door = door;
    }

    @Override
    public void on(News news) {
        Map<UUID, Cadence> cadences = foldAnew(news.owners());
        Stream.concat(news.fresh().stream(), news.linked().stream()).forEach(this::takeWhatWasAgreed);
        List<JournalEntry> entries = new ArrayList<>();
        for (OwnedFact each : news.fresh()) {
            if (each.fact() instanceof Movement movement) {
                entries.add(
                        PostingRules.draft(movement, cadenceOf(each, cadences)).entry());
            }
        }
        for (OwnedFact each : news.linked()) {
            Cadence cadence = cadenceOf(each, cadences);
            if (each.fact() instanceof Movement movement && cadence != null) {
                entries.add(PostingRules.draft(movement, null).outOfSuspense(cadence));
            }
        }
        ledger.post(entries);
    }

    /** Only where it is one of ours: others may sell on the same account, and take their money themselves. */
    private void takeWhatWasAgreed(OwnedFact each) {
        if (each.fact() instanceof CheckoutApproved approved && each.owner() != null) {
            door.getObject().complete(approved.provider(), approved.checkout(), Duration.ZERO);
        }
    }

    private Map<UUID, Cadence> foldAnew(Set<UUID> owners) {
        Map<UUID, Cadence> cadences = new HashMap<>();
        if (owners.isEmpty()) {
            return cadences;
        }
        List<Contribution> touched =
                contributions.lock(owners.stream().map(UUID::toString).toList());
        Map<UUID, List<Fact>> facts = door.getObject().factsOf(owners);
        for (Contribution each : touched) {
            History history = each.become(facts.getOrDefault(each.id(), List.of()));
            history.undecided().forEach(subscription -> door.getObject().ask(each.provider(), subscription));
            cadences.put(each.id(), each.cadence());
        }
        return cadences;
    }

    private static @Nullable Cadence cadenceOf(OwnedFact fact, Map<UUID, Cadence> cadences) {
        return fact.owner() == null ? null : cadences.get(fact.owner());
    }
}
