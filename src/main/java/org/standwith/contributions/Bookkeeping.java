package org.standwith.contributions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.standwith.ledger.JournalEntry;
import org.standwith.ledger.Ledger;
import org.standwith.money.Cadence;
import org.standwith.payments.CheckoutFact.CheckoutApproved;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.FactListener;

/** What follows from facts: contributions stand anew, and the journal has its entries, all in the facts' transaction. */
@Component
@Order(1) // contributions are locked, and stand anew, before what belongs to them
class Bookkeeping implements FactListener {

    private final Contributions contributions;
    private final Ledger ledger;
    private final Withdrawals withdrawals;
    private final AfterEnd afterEnd;

    /** The door tells us, and we ask it back: looked up late, because the two need each other. */
    private final ObjectProvider<Door> door;

    Bookkeeping(
            Contributions contributions,
            Ledger ledger,
            Withdrawals withdrawals,
            AfterEnd afterEnd,
            ObjectProvider<Door> door) {
        this.contributions = contributions;
        this.ledger = ledger;
        this.withdrawals = withdrawals;
        this.afterEnd = afterEnd;
        this.door = door;
    }

    @Override
    public void on(News news) {
        Map<UUID, Contribution> folded = fold(news);
        news.fresh().forEach(each -> takeWhatWasAgreed(each, folded));
        news.linked().forEach(each -> takeWhatWasAgreed(each, folded));
        List<JournalEntry> entries = new ArrayList<>();
        for (OwnedFact each : news.fresh()) {
            if (each.fact() instanceof Movement movement) {
                entries.add(
                        PostingRules.draft(movement, cadenceOf(each, folded)).entry());
            }
        }
        for (OwnedFact each : news.linked()) {
            Cadence cadence = cadenceOf(each, folded);
            if (each.fact() instanceof Movement movement && cadence != null) {
                entries.add(PostingRules.draft(movement, null).outOfSuspense(cadence));
            }
        }
        ledger.post(entries);
    }

    @Override
    public void on(Renamed renamed) {
        ledger.rename(renamed.provider().name(), renamed.before(), renamed.now());
    }

    /**
     * Only where it is one of ours: others may sell on the same account, and take their money themselves. And only while it
     * is what was heard last: who was told of a decline since is not charged for what they agreed to before.
     */
    private void takeWhatWasAgreed(OwnedFact each, Map<UUID, Contribution> folded) {
        Contribution ours = each.owner() == null ? null : folded.get(each.owner());
        if (each.fact() instanceof CheckoutApproved approved
                && ours != null
                && ours.isAwaited()
                && !withdrawals.isUnderWay(ours.id())) {
            door.getObject().complete(approved.provider(), approved.checkout(), Duration.ZERO);
        }
    }

    /** All contributions that stand otherwise now, or of which money has moved. */
    private Map<UUID, Contribution> fold(News news) {
        Map<UUID, List<Fact>> heard = new HashMap<>();
        Stream.concat(news.fresh().stream(), news.linked().stream()).forEach(each -> hear(each, heard));
        Map<UUID, Contribution> folded = new HashMap<>();
        if (heard.isEmpty()) {
            return folded;
        }
        for (Contribution each :
                contributions.lock(heard.keySet().stream().map(UUID::toString).toList())) {
            folded.put(each.id(), each);
        }
        heard.keySet().retainAll(folded.keySet());
        heard.values().removeIf(List::isEmpty);
        Map<UUID, History> histories = new HashMap<>();
        heard.forEach((id, fresh) -> contribution(folded, id).goOn(fresh).ifPresent(history -> {
            histories.put(id, history);
            afterEnd.tell(contribution(folded, id), history, fresh, news);
        }));
        heard.keySet().removeAll(histories.keySet());
        // Of the others something has come that is not the latest: only a look at everything tells what it makes of
        // them.
        Map<UUID, List<Fact>> facts = door.getObject().factsOf(heard.keySet());
        heard.keySet().forEach(id -> {
            List<Fact> all = facts.getOrDefault(id, List.of());
            History history = contribution(folded, id).become(all);
            histories.put(id, history);
            afterEnd.tell(contribution(folded, id), history, all, news);
        });
        histories.forEach((id, history) -> history.undecided()
                .forEach(subscription ->
                        door.getObject().ask(contribution(folded, id).provider(), subscription)));
        return folded;
    }

    private static void hear(OwnedFact each, Map<UUID, List<Fact>> heard) {
        UUID owner = each.owner();
        if (owner == null) {
            return;
        }
        if (History.matters(each.fact())) {
            heard.computeIfAbsent(owner, any -> new ArrayList<>()).add(each.fact());
        } else if (each.fact() instanceof Movement) {
            heard.computeIfAbsent(owner, any -> new ArrayList<>());
        }
    }

    private static Contribution contribution(Map<UUID, Contribution> folded, UUID id) {
        return Objects.requireNonNull(folded.get(id));
    }

    /** That of its time: what is told late must be booked as if it had been told before. */
    private @Nullable Cadence cadenceOf(OwnedFact fact, Map<UUID, Contribution> folded) {
        Contribution ours = fact.owner() == null ? null : folded.get(fact.owner());
        if (ours == null || ours.hadCadenceAt(fact.fact().at())) {
            return ours == null ? null : ours.cadence();
        }
        List<Fact> all = door.getObject().factsOf(List.of(ours.id())).getOrDefault(ours.id(), List.of());
        return new Cadences(ours.firstCadence(), all).at(fact.fact().at());
    }
}
