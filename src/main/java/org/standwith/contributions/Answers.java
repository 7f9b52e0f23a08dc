package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.problem.Problem;
import org.standwith.risk.AfterCapture;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import org.standwith.vault.SupporterCode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What supporters want done with money that should not have been taken. Whoever is asked answers on the page that told
 * them, or later by their code; nobody is ever written to about it.
 */
@Service
public class Answers {

    static final TaskDescriptor<byte[]> TASK = TaskDescriptor.of("answer", byte[].class);

    /** Of whoever has this code, or about this contribution. */
    private record Given(@Nullable String code, @Nullable UUID contribution, AfterCapture choice) {}

    private final Withdrawals withdrawals;
    private final Attempts attempts;
    private final Dossiers dossiers;
    private final Seals seals;
    private final Clock clock;
    private final ObjectProvider<SchedulerClient> tasks;
    private final JsonMapper json = JsonMapper.builder().build();

    Answers(
            Withdrawals withdrawals,
            Attempts attempts,
            Dossiers dossiers,
            Seals seals,
            Clock clock,
            ObjectProvider<SchedulerClient> tasks) {
        this.withdrawals = withdrawals;
        this.attempts = attempts;
        this.dossiers = dossiers;
        this.seals = seals;
        this.clock = clock;
        this.tasks = tasks;
    }

    /**
     * Whether whoever looks at the page of this checkout is to be asked.
     *
     * @throws Problem when there is none of this id
     */
    public boolean isAsked(UUID checkout) {
        return withdrawals.asks(attempts.existing(checkout).contribution().id());
    }

    /**
     * Whether it is worth waiting for some seconds, because whoever looks at the page of this checkout will be asked then.
     *
     * @throws Problem when there is none of this id
     */
    public boolean isToBeAsked(UUID checkout) {
        return withdrawals.willAsk(attempts.existing(checkout).contribution().id());
    }

    /**
     * The answer of whoever was asked on the page of this checkout; nothing where nobody was.
     *
     * @throws Problem when there is none of this id
     */
    public void answer(UUID checkout, AfterCapture choice) {
        UUID contribution = attempts.existing(checkout).contribution().id();
        try {
            withdrawals.answer(contribution, choice);
        } catch (TaskInstanceCurrentlyExecutingException e) {
            // It is being gone on with in this moment, and hears of it right after.
            enqueue(new Given(null, contribution, choice));
        }
    }

    /**
     * Takes an answer by code. Whether anybody has this code is found out later and elsewhere: this does the same for every
     * code, in the same time, and says nothing.
     */
    @Transactional
    public void answer(SupporterCode code, AfterCapture choice) {
        enqueue(new Given(code.reveal(), null, choice));
    }

    private void enqueue(Given given) {
        String name = UUID.randomUUID().toString();
        byte[] sealed = seals.seal(Compartment.ERRAND, name, json.writeValueAsBytes(given));
        tasks.getObject().scheduleIfNotExists(TASK.instance(name).data(sealed).scheduledTo(clock.instant()));
    }

    void carryOut(String name, byte[] sealed) {
        seals.open(Compartment.ERRAND, name, sealed)
                .map(plain -> json.readValue(plain, Given.class))
                .ifPresent(given -> about(given).forEach(each -> withdrawals.answer(each, given.choice())));
    }

    private Set<UUID> about(Given given) {
        if (given.contribution() != null) {
            return Set.of(given.contribution());
        }
        return Optional.ofNullable(given.code())
                .flatMap(SupporterCode::read)
                .flatMap(dossiers::withCode)
                .flatMap(dossiers::open)
                .map(Dossier::contributions)
                .orElse(Set.of());
    }

    @Configuration(proxyBeanMethods = false)
    static class Task {

        @Bean
        CustomTask<byte[]> answerTask(Answers answers) {
            return Tasks.custom(TASK)
                    .onFailureReschedule(FixedDelay.ofSeconds(10))
                    .execute((task, context) -> {
                        try {
                            answers.carryOut(task.getId(), task.getData());
                            return (complete, operations) -> operations.remove();
                        } catch (TaskInstanceCurrentlyExecutingException e) {
                            // What it is about is being gone on with in this moment.
                            return (complete, operations) -> operations.reschedule(
                                    complete, complete.getTimeDone().plusSeconds(5));
                        }
                    });
        }
    }
}
