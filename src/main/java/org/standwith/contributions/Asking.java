package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Intent.Particulars;
import org.standwith.contributions.Intent.State;
import org.standwith.money.AmountText;
import org.standwith.money.Amounts;
import org.standwith.money.Verdict;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;

/** Writes down what is asked for, with the task that sees to it: durable before anybody is told to do anything. */
@Component
class Asking {

    /** What came of it: written down, before perhaps, or not possible. */
    sealed interface Asked {

        record Noted(Intent intent) implements Asked {}

        record Not(Refusal why) implements Asked {}
    }

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("change", Void.class);

    /** How long whoever asks is given to carry it out themselves. */
    private static final Duration SHORTLY = Duration.ofSeconds(15);

    private final Contributions contributions;
    private final Situations situations;
    private final Intents intents;
    private final Settlement settlement;
    private final Amounts amounts;
    private final Providers providers;
    private final ObjectProvider<SchedulerClient> tasks;
    private final Clock clock;

    Asking(
            Contributions contributions,
            Situations situations,
            Intents intents,
            Settlement settlement,
            Amounts amounts,
            Providers providers,
            ObjectProvider<SchedulerClient> tasks,
            Clock clock) {
        this.contributions = contributions;
        this.situations = situations;
        this.intents = intents;
        this.settlement = settlement;
        this.amounts = amounts;
        this.providers = providers;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * @throws Problem when there is no such contribution, the amount is not acceptable, or the key was used for another wish
     */
    @Transactional
    public Asked ask(UUID id, Alteration wish, WayBack back, UUID key) {
        return ask(id, wish, back, key, Optional::empty);
    }

    /**
     * What we want by ourselves, which gives way to whatever a supporter has asked for.
     *
     * @param against why it is not to be done any more, looked at while nobody else can change anything
     */
    @Transactional
    public Asked askUnless(
            UUID id, Alteration wish, WayBack back, UUID key, Function<Contribution, Optional<Refusal>> against) {
        return ask(
                id,
                wish,
                back,
                key,
                () -> intents.open(List.of(id)).isEmpty() ? against.apply(find(id)) : Optional.of(Refusal.BUSY));
    }

    private Asked ask(UUID id, Alteration wish, WayBack back, UUID key, Supplier<Optional<Refusal>> against) {
        Contribution contribution = lock(id);
        Intent before = intents.ofKey(key).orElse(null);
        if (before != null) {
            if (!intents.isSame(key, id, wish)) {
                throw keyReused();
            }
            return new Asked.Noted(before);
        }
        check(wish, contribution);
        Refusal why = against.get()
                .or(() -> situations.of(contribution).against(wish))
                .orElse(null);
        if (why != null) {
            return new Asked.Not(why);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Forecast forecast = Forecast.of(situations.terms(contribution), wish, now);
        Particulars particulars = new Particulars(wish, back, until(wish, forecast), null, null);
        intents.open(List.of(id)).forEach(open -> settlement.refused(open, Refusal.REPLACED, null));
        Intent intent = new Intent(UUID.randomUUID(), id, key, State.ASKED, null, now, null, 0, particulars);
        try {
            intents.insert(intent);
        } catch (DuplicateKeyException e) {
            // About another contribution, and at the same time.
            throw keyReused();
        }
        tasks.getObject()
                .scheduleIfNotExists(TASK.instance(intent.id().toString()).scheduledTo(now.plus(SHORTLY)));
        return new Asked.Noted(intent);
    }

    /** Has a change looked after shortly, also where whoever does it now dies. */
    void soon(Intent intent) {
        Instant then = clock.instant().plus(SHORTLY);
        try {
            tasks.getObject()
                    .reschedule(
                            TaskInstanceId.of(TASK.getTaskName(), intent.id().toString()), then);
        } catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException e) {
            // It was settled just now, or is being looked after.
        }
    }

    /** Seconds, as providers count them. */
    private static @Nullable Instant until(Alteration wish, Forecast forecast) {
        Instant until = wish instanceof Alteration.EndWithPeriod ? forecast.ends() : forecast.pausedUntil();
        return until == null ? null : until.truncatedTo(ChronoUnit.SECONDS);
    }

    private Contribution find(UUID id) {
        return contributions.findById(id).orElseThrow();
    }

    private Contribution lock(UUID id) {
        return contributions.lock(List.of(id.toString())).stream()
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND, "no-such-contribution", "There is no contribution of this id."));
    }

    private void check(Alteration wish, Contribution contribution) {
        switch (wish) {
            case Alteration.ToAmount to -> check(to.each(), contribution);
            case Alteration.ToCadence to -> {
                if (!to.cadence().recurs()) {
                    throw Problem.invalid("cadence", "One of MONTHLY, ANNUAL.");
                }
                check(to.each(), contribution);
            }
            case Alteration.Pause pause -> {}
            case Alteration.Skip skip -> {}
            case Alteration.Resume resume -> {}
            case Alteration.End end -> {}
            case Alteration.Lapse lapse -> {}
            case Alteration.EndWithPeriod end -> {}
            case Alteration.KeepOn keep -> {}
            case Alteration.AnotherCard card -> {}
        }
    }

    private void check(Money each, Contribution contribution) {
        String currency = contribution.amount().getCurrencyUnit().getCode();
        if (!each.getCurrencyUnit().getCode().equals(currency)) {
            throw Problem.invalid("amount.currency", "It is given in " + currency + ".");
        }
        switch (amounts.read(AmountText.of(each))) {
            case Verdict.Acceptable fine -> {}
            // It goes on in a currency that is offered no more.
            case Verdict.UnknownCurrency unknown -> {
                if (!each.isPositive()) {
                    throw Problem.invalid("amount.amount", "More than nothing.");
                }
            }
            case Verdict.NotAnAmount not ->
                throw Problem.invalid("amount.amount", "Not an amount of " + currency + ".");
            case Verdict.BelowMinimum below ->
                throw Problem.invalid("amount.amount", "At least " + below.minimum() + ".");
            case Verdict.AboveMaximum above ->
                throw Problem.invalid(
                        "amount.amount", "At most " + above.maximum() + ". For more, please write to us.");
        }
        if (providers
                .named(contribution.provider().name())
                .filter(provider -> !provider.takes(each))
                .isPresent()) {
            throw Problem.invalid("amount.amount", "This provider does not take it: whole numbers, perhaps.");
        }
    }

    private static Problem keyReused() {
        return new Problem(
                Problem.Kind.CONFLICT,
                "idempotency-key-reused",
                "This Idempotency-Key was used for another request. Use a new one for each change.");
    }
}
