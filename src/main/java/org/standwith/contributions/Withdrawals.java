package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Withdrawal.Cause;
import org.standwith.contributions.Withdrawal.Stage;
import org.standwith.problem.Problem;
import org.standwith.risk.AfterCapture;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Contributions that are being taken back: durable, one task for each, whose name is a keyed index and whose content is
 * sealed, since a list of them is a list of people in danger.
 */
@Component
public class Withdrawals {

    static final TaskDescriptor<byte[]> TASK = TaskDescriptor.of("withdrawal", byte[].class);

    /**
     * How one of them stands, for staff: whose it is, it does not say.
     *
     * @param waitsFor a provider's word for why it has not done its part yet
     * @param due when it is gone on with
     * @param tries in vain, in a row
     */
    public record Standing(
            String stage, Instant since, @Nullable String waitsFor, Instant due, int tries) {}

    private final ObjectProvider<SchedulerClient> tasks;
    private final BlindIndexes indexes;
    private final Seals seals;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Withdrawals(ObjectProvider<SchedulerClient> tasks, BlindIndexes indexes, Seals seals, Clock clock) {
        this.tasks = tasks;
        this.indexes = indexes;
        this.seals = seals;
        this.clock = clock;
    }

    /** All that are under way. */
    public List<Standing> all() {
        return client().getScheduledExecutionsForTask(TASK.getTaskName(), byte[].class).stream()
                .flatMap(each -> open(each.getTaskInstance().getId(), each.getData()).stream()
                        .map(withdrawal -> new Standing(
                                withdrawal.stage().name(),
                                withdrawal.since(),
                                withdrawal.waitsFor(),
                                each.getExecutionTime(),
                                withdrawal.tries())))
                .toList();
    }

    /**
     * Begins one, durably, with the transaction; once, however often it is called. What is under way learns what was found
     * out since.
     *
     * What is being gone on with in this very moment learns nothing; whoever tells of a payment tells of it more than once.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void begin(UUID contribution, Cause cause, List<String> refs) {
        String name = name(contribution);
        Withdrawal withdrawal = Withdrawal.begun(contribution, cause, refs, clock.instant());
        boolean begun = client().scheduleIfNotExists(
                        TASK.instance(name).data(seal(name, withdrawal)).scheduledTo(clock.instant()));
        if (!begun) {
            try {
                of(contribution).ifPresent(running -> learn(name, running, running.with(cause, refs)));
            } catch (TaskInstanceCurrentlyExecutingException e) {
                // Perhaps by ourselves: what a stage asks is told here as well.
            }
        }
    }

    /**
     * Their supporter wants to be forgotten: what goes on is ended, then their key is destroyed, and at last the provider
     * removes what it removes. Begins durably, with the transaction; asking again changes nothing.
     *
     * @param contributions all of theirs
     * @throws Problem when one of them is being gone on with in this moment, and cannot be told; nobody says so twice
     */
    @Transactional
    public void forget(Collection<UUID> contributions) {
        contributions.stream().sorted().forEach(each -> {
            begin(each, Cause.WISHED, List.of());
            if (of(each).filter(Withdrawal::endsInErasing).isEmpty()) {
                throw new Problem(
                        Problem.Kind.UNAVAILABLE,
                        "being-ended",
                        "It is being ended in this moment. Try again shortly.");
            }
        });
    }

    private void learn(String name, Withdrawal before, Withdrawal now) {
        if (!now.equals(before)) {
            client().reschedule(TaskInstanceId.of(TASK.getTaskName(), name), clock.instant(), seal(name, now));
        }
    }

    /** Whether nothing more may be paid of this. */
    boolean isUnderWay(UUID contribution) {
        return find(name(contribution)).isPresent();
    }

    Optional<Withdrawal> of(UUID contribution) {
        String name = name(contribution);
        return find(name).flatMap(task -> open(name, (byte[]) task.getData()));
    }

    /** Whether the supporter is asked what becomes of money that was taken. */
    boolean asks(UUID contribution) {
        return of(contribution)
                .filter(each -> each.stage() == Stage.ASKING && each.answer() == null)
                .isPresent();
    }

    /** Whether it is likely that the supporter will be asked that within seconds. */
    boolean willAsk(UUID contribution) {
        return of(contribution)
                .filter(each -> each.stage() == Stage.ENDING && each.cause() == Cause.FORBIDDEN)
                .isPresent();
    }

    /**
     * The supporter has decided; nothing where nothing is left to decide. They may be quicker than the provider whom we
     * wait for.
     *
     * @throws RuntimeException when it is being gone on with in this moment: to be tried again
     */
    void answer(UUID contribution, AfterCapture choice) {
        String name = name(contribution);
        of(contribution)
                .filter(each -> each.stage().compareTo(Stage.ASKING) <= 0 && each.answer() == null)
                .ifPresent(each -> learn(name, each, each.answered(choice)));
    }

    byte[] seal(String name, Withdrawal withdrawal) {
        return seals.seal(Compartment.ERRAND, name, json.writeValueAsBytes(withdrawal));
    }

    Optional<Withdrawal> open(String name, byte[] sealed) {
        return seals.open(Compartment.ERRAND, name, sealed).map(plain -> json.readValue(plain, Withdrawal.class));
    }

    private Optional<ScheduledExecution<Object>> find(String name) {
        return client().getScheduledExecution(TaskInstanceId.of(TASK.getTaskName(), name));
    }

    private String name(UUID contribution) {
        return HexFormat.of()
                .formatHex(indexes.of(
                        Purpose.PROVIDER_ID, ("withdrawal " + contribution).getBytes(StandardCharsets.UTF_8)));
    }

    private SchedulerClient client() {
        return tasks.getObject();
    }
}
