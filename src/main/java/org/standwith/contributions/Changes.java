package org.standwith.contributions;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.Asking.Asked;
import org.standwith.payments.Contention;
import org.standwith.problem.Problem;

/**
 * What supporters want changed about what they give. It is written down before any provider is asked, and is done when the
 * provider has confirmed it: a click that is repeated, a time-out or a crash in between make nothing twice and lose nothing.
 * Whose a contribution is, the caller has to know.
 */
@Service
public class Changes {

    private final Asking asking;
    private final CarryingOut carryingOut;
    private final Contributions contributions;
    private final Situations situations;
    private final Intents intents;
    private final Clock clock;

    Changes(
            Asking asking,
            CarryingOut carryingOut,
            Contributions contributions,
            Situations situations,
            Intents intents,
            Clock clock) {
        this.asking = asking;
        this.carryingOut = carryingOut;
        this.contributions = contributions;
        this.situations = situations;
        this.intents = intents;
        this.clock = clock;
    }

    /**
     * Asks for a change, and has the provider make it.
     *
     * <p>Of two callers with one key one carries it out, and the other may be told that it is under way. One change of a
     * contribution is with its provider at a time: another wish is refused meanwhile, but for the end, which replaces it. What
     * waits for the supporter themselves gives way to anything else that they want.
     *
     * @param key the same for every try to ask for this, as from a hidden field of a form
     * @throws Problem when there is no such contribution, an amount is not acceptable, or the key was used for another wish
     */
    public ChangeOutcome ask(UUID contribution, Alteration wish, WayBack back, UUID key) {
        return switch (Contention.outlast(() -> asking.ask(contribution, wish, back, key))) {
            case Asked.Not not -> new ChangeOutcome.Refused(not.why());
            case Asked.Noted noted -> carryingOut.carryOut(noted.intent().id()).outcome();
        };
    }

    /**
     * The supporter comes back from the provider's page, whatever they did there: asks the provider at once.
     *
     * @param key by which the change was asked for
     * @throws Problem when nothing was, for this contribution, or it is too long ago
     */
    public ChangeOutcome returned(UUID contribution, UUID key) {
        Intent intent = intents.ofKey(key)
                .filter(each -> each.contribution().equals(contribution))
                .orElseThrow(() ->
                        new Problem(Problem.Kind.NOT_FOUND, "no-such-change", "Nothing was asked for by this key."));
        if (intent.isOpen()) {
            asking.soon(intent);
        }
        return carryingOut.lookAfter(intent.id()).outcome();
    }

    /**
     * What cannot be asked for as it stands now, and why. Everything else can, though the provider may still refuse it.
     *
     * @throws Problem when there is no such contribution
     */
    @Transactional(readOnly = true)
    public Map<Kind, Refusal> refusals(UUID contribution) {
        Situation situation = situations.of(find(contribution));
        Map<Kind, Refusal> refusals = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            situation.against(kind).ifPresent(why -> refusals.put(kind, why));
        }
        return refusals;
    }

    /**
     * What a wish would lead to, whether or not it can be asked for. Changes nothing.
     *
     * @throws Problem when there is no such contribution, or it is given once
     */
    @Transactional(readOnly = true)
    public Forecast forecast(UUID contribution, Alteration wish) {
        Contribution found = find(contribution);
        if (!found.cadence().recurs()) {
            throw new Problem(Problem.Kind.CONFLICT, "given-once", "It is given once, and nothing follows.");
        }
        return Forecast.of(situations.terms(found), wish, clock.instant());
    }

    private Contribution find(UUID id) {
        return contributions
                .findById(id)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND, "no-such-contribution", "There is no contribution of this id."));
    }
}
