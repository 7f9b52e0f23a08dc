package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.contributions.Withdrawal.Cause;
import org.standwith.payments.Commands;
import org.standwith.payments.Door;
import org.standwith.payments.FactListener;
import org.standwith.payments.Noticed;
import org.standwith.payments.Provider;
import org.standwith.risk.Country;
import org.standwith.risk.Level;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payment turns out to come from where somebody is at risk by it, after it was begun. What is blocked there is taken back;
 * whoever is at risk otherwise is handled with more care from now on.
 */
@Component
class LateDiscovery implements FactListener {

    static final TaskDescriptor<byte[]> TASK = TaskDescriptor.of("late-discovery", byte[].class);

    /** For so long it is waited for that a payment is found to be one of ours; others may use the account as well. */
    private static final Duration OURS_BY_THEN = Duration.ofDays(3);

    /** A payment of nobody yet. */
    private record Unclaimed(String provider, String ref, Instant since) {}

    private final Contributions contributions;
    private final Owners owners;
    private final Withdrawals withdrawals;
    private final Protection protection;
    private final BlindIndexes indexes;
    private final Seals seals;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    /** Looked up late: these tell us, or are told by us. */
    private final ObjectProvider<SchedulerClient> tasks;

    private final ObjectProvider<Door> door;
    private final ObjectProvider<Commands> commands;

    LateDiscovery(
            Contributions contributions,
            Owners owners,
            Withdrawals withdrawals,
            Protection protection,
            BlindIndexes indexes,
            Seals seals,
            TransactionTemplate transaction,
            Clock clock,
            ObjectProvider<SchedulerClient> tasks,
            ObjectProvider<Door> door,
            ObjectProvider<Commands> commands) {
        this.contributions = contributions;
        this.owners = owners;
        this.withdrawals = withdrawals;
        this.protection = protection;
        this.indexes = indexes;
        this.seals = seals;
        this.transaction = transaction;
        this.clock = clock;
        this.tasks = tasks;
        this.door = door;
        this.commands = commands;
    }

    @Override
    public void on(News news) {}

    @Override
    public void on(Noticed noticed, @Nullable UUID owner) {
        if (owner != null) {
            protect(owner, noticed.level(), noticed.places(), noticed.ref());
        } else if (noticed.level() == Level.BLOCKED) {
            // Events come in any order: whose it is may be told by a later one.
            String name = name(noticed.provider(), noticed.ref());
            byte[] data = seal(name, new Unclaimed(noticed.provider().name(), noticed.ref(), clock.instant()));
            tasks.getObject().scheduleIfNotExists(TASK.instance(name).data(data).scheduledTo(clock.instant()));
        }
    }

    private void protect(UUID contribution, Level level, Set<Country> places, String ref) {
        boolean known = contributions
                .findById(contribution)
                .flatMap(each -> each.owner(owners))
                .filter(supporter -> protection.raise(supporter, level, places))
                .isPresent();
        // Whoever is forgotten by now has had it taken back.
        if (level == Level.BLOCKED && known) {
            withdrawals.begin(contribution, Cause.FORBIDDEN, List.of(ref));
        }
    }

    private CompletionHandler<byte[]> run(TaskInstance<byte[]> task, ExecutionContext context) {
        Unclaimed unclaimed = seals.open(Compartment.ERRAND, task.getId(), task.getData())
                .map(plain -> json.readValue(plain, Unclaimed.class))
                .orElse(null);
        if (unclaimed == null || isSettled(unclaimed)) {
            return (complete, operations) -> operations.remove();
        }
        Duration waited = Duration.between(unclaimed.since(), clock.instant());
        if (waited.compareTo(OURS_BY_THEN) > 0) {
            return (complete, operations) -> operations.remove();
        }
        // At first within seconds, later as long again as it has taken so far.
        Duration pause = waited.compareTo(Duration.ofSeconds(2)) < 0 ? Duration.ofSeconds(2) : waited;
        return (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(pause));
    }

    private boolean isSettled(Unclaimed unclaimed) {
        Provider provider = new Provider(unclaimed.provider());
        if (door.getObject().ownerOf(provider, unclaimed.ref()).isEmpty()) {
            commands.getObject().ask(provider, unclaimed.ref());
        }
        UUID owner = door.getObject().ownerOf(provider, unclaimed.ref()).orElse(null);
        if (owner != null) {
            transaction.executeWithoutResult(status -> protect(owner, Level.BLOCKED, Set.of(), unclaimed.ref()));
        }
        return owner != null;
    }

    private byte[] seal(String name, Unclaimed unclaimed) {
        return seals.seal(Compartment.ERRAND, name, json.writeValueAsBytes(unclaimed));
    }

    private String name(Provider provider, String ref) {
        return HexFormat.of()
                .formatHex(indexes.of(
                        Purpose.PROVIDER_ID, ("late " + provider.name() + " " + ref).getBytes(StandardCharsets.UTF_8)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Task {

        @Bean
        CustomTask<byte[]> lateDiscoveryTask(LateDiscovery discovery) {
            return Tasks.custom(TASK)
                    .onFailureReschedule(FixedDelay.ofMinutes(1))
                    .execute(discovery::run);
        }
    }
}
