package org.standwith.contributions;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.standwith.contributions.Asking.Asked;
import org.standwith.payments.Commands;
import org.standwith.payments.Contention;
import org.standwith.payments.Inquiry;

/** Ends what could not be collected for too long. How long that is, the caller decides. */
@Service
public class Lapses {

    /** What came of it. */
    public enum Outcome {
        /** Nothing more is taken; the provider has confirmed it. */
        ENDED,
        /** It is not known yet, or something else is under way: to be asked again, by the same key. */
        UNDER_WAY,
        /** By what the provider says now it is not overdue any more, and goes on. */
        NOT_OVERDUE,
        /** It cannot be ended by us. Where the provider refused, staff have been told. */
        REFUSED
    }

    private final Contributions contributions;
    private final Situations situations;
    private final Intents intents;
    private final Asking asking;
    private final CarryingOut carryingOut;
    private final Commands commands;
    private final WayBack nowhere;

    Lapses(
            Contributions contributions,
            Situations situations,
            Intents intents,
            Asking asking,
            CarryingOut carryingOut,
            Commands commands,
            CheckoutProperties properties) {
        this.contributions = contributions;
        this.situations = situations;
        this.intents = intents;
        this.asking = asking;
        this.carryingOut = carryingOut;
        this.commands = commands;
        // Nobody has to agree to it.
        this.nowhere = new WayBack(properties.baseUrl(), properties.baseUrl(), Locale.ENGLISH);
    }

    /**
     * Asks the provider how it stands, and ends it where it is still overdue: a change like those that supporters ask for, and
     * as durable.
     *
     * @param key the same for every try
     */
    public Outcome end(UUID contribution, UUID key) {
        if (intents.ofKey(key).isEmpty() && !hasAnswered(contribution)) {
            return Outcome.UNDER_WAY;
        }
        Asked asked = Contention.outlast(
                () -> asking.askUnless(contribution, new Alteration.Lapse(), nowhere, key, any -> Optional.empty()));
        return switch (asked) {
            case Asked.Not not -> because(not.why());
            case Asked.Noted noted ->
                switch (carryingOut.carryOut(noted.intent().id()).outcome()) {
                    case ChangeOutcome.Done done -> Outcome.ENDED;
                    case ChangeOutcome.UnderWay underWay -> Outcome.UNDER_WAY;
                    case ChangeOutcome.Refused refused -> because(refused.why());
                    case ChangeOutcome.ToBeAgreed agree -> Outcome.REFUSED;
                    case ChangeOutcome.InTheirAccount there -> Outcome.REFUSED;
                    case ChangeOutcome.Forbidden forbidden -> Outcome.REFUSED;
                };
        };
    }

    private static Outcome because(Refusal why) {
        if (why == Refusal.ENDED) {
            return Outcome.ENDED;
        }
        if (why == Refusal.NOT_OVERDUE) {
            return Outcome.NOT_OVERDUE;
        }
        return why == Refusal.BUSY ? Outcome.UNDER_WAY : Outcome.REFUSED;
    }

    /** What it answers is in the books then. */
    private boolean hasAnswered(UUID contribution) {
        return situations
                .subscription(contribution)
                .filter(each -> commands.ask(find(contribution).provider(), each) instanceof Inquiry.Unknown)
                .isEmpty();
    }

    private Contribution find(UUID contribution) {
        return contributions.findById(contribution).orElseThrow();
    }
}
