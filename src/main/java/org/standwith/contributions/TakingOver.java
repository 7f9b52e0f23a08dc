package org.standwith.contributions;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.money.Amounts;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertaking.Payer;
import org.standwith.risk.Handling;
import org.standwith.risk.RiskPolicy;
import org.standwith.risk.Signal;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;

/**
 * Makes contributions of what people undertook at a provider without us: with the amount, currency and rhythm that it has over
 * there, also below our minimum. What the provider has of them goes into their dossier, as far as the policy lets it be kept.
 */
@Service
public class TakingOver {

    /** What comes of one. */
    public sealed interface Outcome {

        record Taken() implements Outcome {}

        /** It is somebody's contribution already. */
        record Known() implements Outcome {}

        /** The policy has it that they may not pay: it goes on over there, and staff have to see to it. */
        record Blocked() implements Outcome {}

        /** Nobody can give in its currency here. */
        record OtherCurrency() implements Outcome {}
    }

    private final Contributions contributions;
    private final Owners owners;
    private final Dossiers dossiers;
    private final RiskPolicy policy;
    private final Amounts amounts;
    private final Door door;
    private final Clock clock;

    TakingOver(
            Contributions contributions,
            Owners owners,
            Dossiers dossiers,
            RiskPolicy policy,
            Amounts amounts,
            Door door,
            Clock clock) {
        this.contributions = contributions;
        this.owners = owners;
        this.dossiers = dossiers;
        this.policy = policy;
        this.amounts = amounts;
        this.door = door;
        this.clock = clock;
    }

    /** Whether anybody can be judged: while no policy can be trusted, nothing is taken over. */
    public boolean isPossible() {
        return !policy.isClosed();
    }

    /** What {@link #take} would come to now. Changes nothing. */
    @Transactional(readOnly = true)
    public Outcome judge(Undertaking undertaking) {
        return judge(undertaking, handling(undertaking.payer()));
    }

    private Outcome judge(Undertaking undertaking, Handling handling) {
        if (isKnown(undertaking) || isOurs(undertaking)) {
            return new Outcome.Known();
        }
        if (!amounts.currencies().contains(undertaking.amount().getCurrencyUnit())) {
            return new Outcome.OtherCurrency();
        }
        return handling.mayPay() ? new Outcome.Taken() : new Outcome.Blocked();
    }

    private boolean isKnown(Undertaking undertaking) {
        return door.ownerOf(undertaking.provider(), undertaking.ref()).isPresent();
    }

    /** Whether it names a checkout of ours, of which we were never told what became of it. */
    private boolean isOurs(Undertaking undertaking) {
        return undertaking.facts().stream()
                .filter(Fact.Linked.class::isInstance)
                .map(Fact.Linked.class::cast)
                .anyMatch(link -> door.ownerOf(link.provider(), link.to()).isPresent());
    }

    /**
     * Takes it over, once however often it is called: contribution, dossier, ownership and facts are committed with the caller's
     * transaction, or none of them is. What came of a checkout of ours becomes that checkout's contribution.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome take(Undertaking undertaking) {
        if (isKnown(undertaking)) {
            return new Outcome.Known();
        }
        Handling handling = handling(undertaking.payer());
        return switch (judge(undertaking, handling)) {
            case Outcome.Known ours -> {
                door.admit(undertaking.facts());
                yield ours;
            }
            case Outcome.Taken taken -> {
                door.admit(saysWhose(undertaking));
                // Only now is it locked: until here a webhook may have told whose it is.
                if (isKnown(undertaking)) {
                    door.admit(undertaking.facts());
                    yield new Outcome.Known();
                }
                make(undertaking, handling);
                yield taken;
            }
            case Outcome.Blocked blocked -> blocked;
            case Outcome.OtherCurrency other -> other;
        };
    }

    /** Without money: of money that nobody owns the provider would be asked whose it is. */
    private static List<Fact> saysWhose(Undertaking undertaking) {
        return undertaking.facts().stream()
                .filter(fact -> fact instanceof Fact.Linked || fact instanceof Fact.SubscriptionSeen)
                .toList();
    }

    private void make(Undertaking undertaking, Handling handling) {
        UUID contribution = UUID.randomUUID();
        Payer payer = undertaking.payer();
        EmailAddress email = handling.mayBeMailed() ? payer.email() : null;
        Locale locale = payer.locale() == null ? Locale.ENGLISH : payer.locale();
        Dossiers.Admitted admitted = dossiers.admit(
                new Dossier(email, locale.toLanguageTag(), Appraisal.kept(handling), List.of(), Set.of(contribution)));
        contributions.saveAndFlush(new Contribution(
                contribution,
                owners.seal(contribution, admitted.supporter()),
                undertaking.provider(),
                undertaking.cadence(),
                undertaking.amount(),
                since(undertaking)));
        String reference = UUID.randomUUID().toString();
        door.own(undertaking.provider(), reference, contribution);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Linked(undertaking.provider(), undertaking.ref(), reference));
        facts.addAll(undertaking.facts());
        door.admit(facts);
    }

    private Instant since(Undertaking undertaking) {
        Instant now = clock.instant();
        Instant since = undertaking.since().isBefore(now) ? undertaking.since() : now;
        return since.truncatedTo(ChronoUnit.SECONDS);
    }

    private Handling handling(Payer payer) {
        List<Signal> signals = new ArrayList<>();
        EmailAddress email = payer.email();
        if (email != null) {
            signals.add(new Signal.MailDomain(email.domain()));
        }
        if (payer.locale() != null) {
            signals.add(new Signal.Language(payer.locale()));
        }
        payer.places().forEach(place -> signals.add(new Signal.Payer(place)));
        return policy.decide(signals);
    }
}
