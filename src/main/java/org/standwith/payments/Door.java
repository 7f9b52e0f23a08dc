package org.standwith.payments;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.FactListener.News;
import org.standwith.payments.FactListener.OwnedFact;
import org.standwith.payments.Questions.Question;
import org.standwith.payments.Questions.Topic;

/**
 * The one door through which money comes in: facts, from wherever, are kept once and told to the listeners in one
 * transaction.
 */
@Component
public class Door {

    /** Stripe books a payment asynchronously and tells within minutes; after this long we ask. */
    private static final Duration SETTLED_BY_NOW = Duration.ofHours(1);

    /** The events of one payment come within seconds of each other; after this long one of them is missing. */
    private static final Duration LINKED_BY_NOW = Duration.ofMinutes(2);

    private final FactLog log;
    private final Belongings belongings;
    private final Questions questions;
    private final Notices notices;
    private final List<FactListener> listeners;

    Door(FactLog log, Belongings belongings, Questions questions, Notices notices, List<FactListener> listeners) {
        this.log = log;
        this.belongings = belongings;
        this.questions = questions;
        this.notices = notices;
        this.listeners = listeners;
    }

    /**
     * Lets facts in. Those that are known already are nothing, but for what is {@linkplain Noticed noticed}: that is not
     * kept, and told each time.
     */
    @Transactional
    public void admit(Collection<? extends Fact> facts) {
        List<Fact> kept = new ArrayList<>();
        List<Noticed> noticed = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof Noticed each) {
                noticed.add(each);
            } else {
                kept.add(fact);
            }
        }
        keep(kept);
        // Afterwards, because what was just kept may say whose it is.
        notices.owned(noticed)
                .forEach(each -> listeners.forEach(listener -> listener.on(each.noticed(), each.owner())));
    }

    private void keep(List<Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        News news = log.keep(facts);
        if (news.fresh().isEmpty()) {
            return;
        }
        listeners.forEach(listener -> listener.on(news));
        askWhatIsMissing(news);
    }

    /** From now on what a provider says of this reference is about this owner's contribution. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void own(Provider provider, String reference, UUID owner) {
        belongings.own(provider, reference, owner);
    }

    /** Nothing will be said of what this owner has: no provider has heard of it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void disown(UUID owner) {
        belongings.disown(owner);
    }

    /** Whose contribution this thing of a provider's is about; nothing while that is not known. */
    @Transactional(readOnly = true)
    public Optional<UUID> ownerOf(Provider provider, String ref) {
        return belongings.ownerOf(provider, ref);
    }

    /** Everything that goes on, or went on, of what this owner has: subscriptions, by the names under which we know them. */
    @Transactional(readOnly = true)
    public List<String> lastingOf(UUID owner) {
        return belongings.lastingOf(owner);
    }

    /** Every fact about what these own. */
    @Transactional(readOnly = true)
    public Map<UUID, List<Fact>> factsOf(Collection<UUID> owners) {
        return log.of(owners);
    }

    /** Has the provider asked, durably and soon, how this thing of its stands now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ask(Provider provider, String ref) {
        questions.ask(Topic.STATE, provider, ref, Duration.ZERO);
    }

    /**
     * Has what the supporter agreed to {@linkplain PaymentProvider#complete completed}, durably, and again until it is
     * settled: also when the browser never comes back.
     *
     * @param from when to try first
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void complete(Provider provider, String checkout, Duration from) {
        questions.ask(Topic.COMPLETION, provider, checkout, from);
    }

    private static Set<String> settledIn(List<OwnedFact> facts) {
        return facts.stream()
                .map(OwnedFact::fact)
                .filter(Door::tellsWhatItBrought)
                .map(Fact::subject)
                .collect(toSet());
    }

    /** Takes back that it is to be completed: nothing is to be taken for this checkout any more. */
    @Transactional
    public void abandon(Provider provider, String checkout) {
        questions.answered(Topic.COMPLETION, provider, checkout);
    }

    private void askWhatIsMissing(News news) {
        // A refund that is settled says nothing of what its payment brought.
        Set<String> settled = settledIn(news.fresh());
        List<Question> missing = new ArrayList<>();
        for (OwnedFact each : news.fresh()) {
            if (each.fact() instanceof PaymentSucceeded paid) {
                if (!settled.contains(paid.payment())) {
                    missing.add(new Question(Topic.SETTLEMENT, paid.provider(), paid.payment(), SETTLED_BY_NOW));
                }
                if (each.owner() == null) {
                    missing.add(new Question(Topic.OWNER, paid.provider(), paid.payment(), LINKED_BY_NOW));
                }
            }
        }
        questions.ask(missing);
        answered(Topic.SETTLEMENT, news.fresh().stream().map(OwnedFact::fact).filter(Door::tellsWhatItBrought));
        // Who settled before it was known whose it is, is asked about all the same: it may have been noticed then, and
        // told to nobody. Others will be when they are settled.
        Set<String> settledBefore = settledIn(news.linked());
        answered(
                Topic.OWNER,
                news.linked().stream()
                        .map(OwnedFact::fact)
                        .filter(fact ->
                                fact instanceof PaymentSucceeded paid && !settledBefore.contains(paid.payment())));
    }

    private void answered(Topic topic, Stream<Fact> facts) {
        facts.collect(groupingBy(Fact::provider, mapping(Fact::subject, toSet())))
                .forEach((provider, payments) -> questions.answered(topic, provider, payments));
    }

    private static boolean tellsWhatItBrought(Fact fact) {
        return fact instanceof Settled settlement && settlement.original().isPositive();
    }
}
