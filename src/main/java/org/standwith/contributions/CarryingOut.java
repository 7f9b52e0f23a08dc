package org.standwith.contributions;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.Intent.State;
import org.standwith.payments.Change;
import org.standwith.payments.Changing;
import org.standwith.payments.Commands;
import org.standwith.payments.Door;
import org.standwith.payments.Ending;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Mending;
import org.standwith.payments.Provider;

/**
 * Has providers do what was asked for; one caller at a time for each change, so that nobody who was slow does it once more when
 * something else was asked for since. No transaction is open meanwhile.
 */
@Component
class CarryingOut {

    private static final Logger log = LoggerFactory.getLogger(CarryingOut.class);

    private final Contributions contributions;
    private final Intents intents;
    private final Settlement settlement;
    private final Situations situations;
    private final Withdrawals withdrawals;
    private final Door door;
    private final Commands commands;
    private final Clock clock;

    CarryingOut(
            Contributions contributions,
            Intents intents,
            Settlement settlement,
            Situations situations,
            Withdrawals withdrawals,
            Door door,
            Commands commands,
            Clock clock) {
        this.contributions = contributions;
        this.intents = intents;
        this.settlement = settlement;
        this.situations = situations;
        this.withdrawals = withdrawals;
        this.door = door;
        this.commands = commands;
        this.clock = clock;
    }

    /** Does what is for us to do of this change, if anything is. @return as it stands then */
    Intent carryOut(UUID id) {
        return whileClaimed(id, intent -> {
            if (intent.state() == State.ASKED) {
                act(intent);
            }
        });
    }

    /** The same, and finds out whether the supporter did what is for them to do at the provider. @return as it stands then */
    Intent lookAfter(UUID id) {
        return whileClaimed(id, intent -> {
            if (intent.state() == State.AGREEING && intent.wish().kind() != Kind.CARD) {
                hasAnswered(intent);
            } else {
                intents.agreed(id);
                act(intent);
            }
        });
    }

    private Intent whileClaimed(UUID id, Consumer<Intent> work) {
        intents.claim(id, clock.instant()).ifPresent(claim -> {
            try {
                work.accept(find(id));
            } finally {
                intents.release(id, claim);
            }
        });
        return find(id);
    }

    private Intent find(UUID id) {
        return intents.find(id).orElseThrow();
    }

    private void act(Intent intent) {
        Contribution contribution =
                contributions.findById(intent.contribution()).orElseThrow();
        if (withdrawals.isUnderWay(contribution.id())) {
            settlement.refused(intent, Refusal.TAKEN_BACK, null);
            return;
        }
        String subscription = situations.subscription(contribution.id()).orElse(null);
        if (subscription == null) {
            settlement.refused(intent, Refusal.FORGOTTEN, null);
            return;
        }
        Provider provider = contribution.provider();
        switch (intent.wish()) {
            case Alteration.ToAmount to -> change(intent, provider, subscription, new Change.ToAmount(to.each()));
            case Alteration.ToCadence to ->
                change(intent, provider, subscription, new Change.ToCadence(to.cadence(), to.each()));
            case Alteration.Pause pause -> change(intent, provider, subscription, new Change.Pause(until(intent)));
            case Alteration.Skip skip -> change(intent, provider, subscription, new Change.Pause(until(intent)));
            case Alteration.Resume resume -> change(intent, provider, subscription, new Change.Resume());
            case Alteration.EndWithPeriod end -> change(intent, provider, subscription, new Change.EndWithPeriod());
            case Alteration.KeepOn keep -> change(intent, provider, subscription, new Change.KeepOn());
            case Alteration.End end -> end(intent, provider);
            case Alteration.Lapse lapse -> lapse(intent, provider);
            case Alteration.AnotherCard card -> card(intent, provider, subscription);
        }
    }

    private static Instant until(Intent intent) {
        Instant until = intent.particulars().until();
        if (until == null) {
            throw new IllegalStateException("A pause without an end");
        }
        return until;
    }

    private void change(Intent intent, Provider provider, String subscription, Change change) {
        settle(
                intent,
                commands.change(
                        provider,
                        subscription,
                        change,
                        intent.particulars().back().page(),
                        intent.providerKey()));
    }

    private void settle(Intent intent, Changing changing) {
        switch (changing) {
            case Changing.Changed changed ->
                settlement.done(
                        intent,
                        changed.facts().stream()
                                .filter(SubscriptionSeen.class::isInstance)
                                .max(FactOrder.AS_TAKEN)
                                .map(SubscriptionSeen.class::cast)
                                .orElse(null));
            case Changing.ToBeAgreed agree ->
                intents.agreeing(intent.id(), intent.particulars().at(agree.page(), null));
            case Changing.Refused refused -> settlement.refused(intent, Refusal.of(refused.reason()), refused.reason());
            case Changing.Forbidden forbidden -> settlement.forbidden(intent);
            case Changing.Unknown unknown -> intents.inVain(intent.id(), unknown.reason());
        }
    }

    private void card(Intent intent, Provider provider, String subscription) {
        String checkout = intent.particulars().checkout();
        if (checkout != null) {
            settle(intent, commands.mended(provider, subscription, checkout, intent.providerKey()));
            return;
        }
        WayBack back = intent.particulars().back();
        switch (commands.mend(
                provider, subscription, back.page(), back.cancelled(), back.locale(), intent.providerKey())) {
            case Mending.Redirect redirect ->
                intents.agreeing(intent.id(), intent.particulars().at(redirect.page(), redirect.checkout()));
            case Mending.InTheirAccount there -> {
                intents.agreeing(intent.id(), intent.particulars().at(there.page(), null));
                settlement.shown(find(intent.id()));
            }
            case Mending.Refused refused -> settlement.refused(intent, Refusal.of(refused.reason()), refused.reason());
            case Mending.Unknown unknown -> intents.inVain(intent.id(), unknown.reason());
        }
    }

    /** A payment may have come since, whether or not the provider was told before to end it: it says what came of that as well. */
    private void lapse(Intent intent, Provider provider) {
        if (!hasAnswered(intent) || !find(intent.id()).isOpen()) {
            return;
        }
        switch (situations
                .of(contributions.findById(intent.contribution()).orElseThrow())
                .standing()) {
            // Of what goes on twice the first has ended, perhaps.
            case OVERDUE, ENDED -> end(intent, provider);
            case PENDING, EXPIRED, GIVEN, ACTIVE, ENDING, PAUSED -> settlement.givenUp(intent);
        }
    }

    private void end(Intent intent, Provider provider) {
        for (String each : door.lastingOf(intent.contribution())) {
            switch (commands.end(provider, each)) {
                case Ending.Ended ended -> {}
                case Ending.Refused refused -> {
                    log.atError()
                            .addKeyValue("provider", provider.name())
                            .addKeyValue("reason", refused.reason())
                            .log("A provider refused to end what a supporter wants ended");
                    settlement.refused(intent, Refusal.of(refused.reason()), refused.reason());
                    return;
                }
                case Ending.Unknown unknown -> {
                    intents.inVain(intent.id(), unknown.reason());
                    return;
                }
            }
        }
        settlement.done(intent, null);
    }

    /** Asks the provider how it stands. What it says is in the books then, and with it whether this is so. */
    private boolean hasAnswered(Intent intent) {
        Contribution contribution =
                contributions.findById(intent.contribution()).orElseThrow();
        String subscription = situations.subscription(contribution.id()).orElse(null);
        if (subscription != null
                && commands.ask(contribution.provider(), subscription) instanceof Inquiry.Unknown unknown) {
            intents.inVain(intent.id(), unknown.reason());
            return false;
        }
        return true;
    }
}
