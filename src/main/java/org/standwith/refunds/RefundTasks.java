package org.standwith.refunds;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.refunds.Refund.State;
import org.standwith.staff.Backlog;

/** Has refunds carried out, durably: what is begun here is as lasting as the transaction that it is begun in. */
@Component
class RefundTasks {

    private static final TaskDescriptor<Void> SENDING = TaskDescriptor.of("refund");
    private static final TaskDescriptor<Void> ENDING = TaskDescriptor.of("refund-ending");

    private final ObjectProvider<SchedulerClient> client;
    private final Clock clock;

    RefundTasks(ObjectProvider<SchedulerClient> client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Sends it to the provider, and asks again until it is known what came of it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void send(UUID refund) {
        begin(SENDING, refund);
    }

    /** Ends what its payment belongs to. */
    @Transactional(propagation = Propagation.MANDATORY)
    void end(UUID refund) {
        begin(ENDING, refund);
    }

    private void begin(TaskDescriptor<Void> task, UUID refund) {
        client.getObject().scheduleIfNotExists(task.instance(refund.toString()).scheduledTo(clock.instant()));
    }

    @Configuration(proxyBeanMethods = false)
    static class Carrying {

        @Bean
        @Order(2)
        Backlog refundBacklog(RefundRows rows) {
            return new Backlog(
                    "Refunds to decide on",
                    "/office/refunds",
                    () -> rows.countIn(List.of(State.PROPOSED, State.ASKED, State.PARKED)));
        }

        @Bean
        CustomTask<Void> refundTask(RefundWork work) {
            return Tasks.custom(SENDING)
                    .onFailureReschedule(FixedDelay.ofMinutes(5))
                    .execute((task, context) -> after(work.carryOn(UUID.fromString(task.getId()))));
        }

        @Bean
        CustomTask<Void> refundEndingTask(RefundEnding ending) {
            return Tasks.custom(ENDING)
                    .onFailureReschedule(FixedDelay.ofMinutes(5))
                    .execute((task, context) -> after(ending.carryOn(UUID.fromString(task.getId()))));
        }

        private static CompletionHandler<Void> after(Optional<Instant> again) {
            return (complete, operations) ->
                    again.ifPresentOrElse(at -> operations.reschedule(complete, at), operations::remove);
        }
    }
}
