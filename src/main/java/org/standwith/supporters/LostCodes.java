package org.standwith.supporters;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Alteration;
import org.standwith.contributions.Changes;
import org.standwith.contributions.WayBack;
import org.standwith.payments.Door;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Payments;
import org.standwith.payments.Provider;
import org.standwith.payments.Providers;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import org.standwith.vault.Sensitive;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way out for those who have neither code nor mailbox any more: by the number and the day of a payment, what it was for
 * is ended. Nothing is shown, changed or given back; and whether there was such a payment is told to nobody.
 */
@Service
public class LostCodes {

    static final TaskDescriptor<byte[]> TASK = TaskDescriptor.of("lost-code", byte[].class);

    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_-]{6,128}");

    /** A bank, a provider and we may each count another day. */
    private static final long DAYS = 1;

    /** An end leads nobody away. */
    private static final WayBack NOWHERE = new WayBack(URI.create("/"), URI.create("/"), Locale.ENGLISH);

    /** What is sealed; the names are in what is kept. */
    private record Errand(String number, LocalDate day) {}

    private final Payments payments;
    private final Providers providers;
    private final Door door;
    private final Changes changes;
    private final Seals seals;
    private final Clock clock;
    private final ObjectProvider<SchedulerClient> tasks;
    private final JsonMapper json = JsonMapper.builder().build();

    LostCodes(
            Payments payments,
            Providers providers,
            Door door,
            Changes changes,
            Seals seals,
            Clock clock,
            ObjectProvider<SchedulerClient> tasks) {
        this.payments = payments;
        this.providers = providers;
        this.door = door;
        this.changes = changes;
        this.seals = seals;
        this.clock = clock;
        this.tasks = tasks;
    }

    /**
     * Has what this payment was for ended, if there is such a payment: durably, and with the same work for every number.
     *
     * @param number under which the provider knows the payment, as receipts have it
     * @return false where it cannot be the number of a payment
     */
    @Transactional
    public boolean end(Sensitive<String> number, LocalDate day) {
        String plain = number.reveal().strip();
        if (!NUMBER.matcher(plain).matches()) {
            return false;
        }
        String name = UUID.randomUUID().toString();
        byte[] sealed = seals.seal(Compartment.ERRAND, name, json.writeValueAsBytes(new Errand(plain, day)));
        tasks.getObject().scheduleIfNotExists(TASK.instance(name).data(sealed).scheduledTo(clock.instant()));
        return true;
    }

    void carryOut(String name, byte[] sealed) {
        seals.open(Compartment.ERRAND, name, sealed)
                .map(plain -> json.readValue(plain, Errand.class))
                .flatMap(this::contribution)
                .ifPresent(contribution ->
                        changes.ask(contribution, new Alteration.End(), NOWHERE, UUID.fromString(name)));
    }

    private Optional<UUID> contribution(Errand errand) {
        return providers.all().stream()
                .map(each -> each.provider())
                .flatMap(provider -> payments
                        .find(provider, errand.number())
                        .filter(payment -> wasTaken(provider, payment, errand.day()))
                        .flatMap(payment -> door.ownerOf(provider, payment))
                        .stream())
                .findFirst();
    }

    private boolean wasTaken(Provider provider, String payment, LocalDate day) {
        return payments.factsOf(provider, payment).stream()
                .anyMatch(fact -> fact instanceof PaymentSucceeded paid && isAbout(day, paid.at()));
    }

    private static boolean isAbout(LocalDate day, Instant at) {
        LocalDate taken = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return List.of(taken.minusDays(DAYS), taken, taken.plusDays(DAYS)).contains(day);
    }

    @Configuration(proxyBeanMethods = false)
    static class Task {

        @Bean
        CustomTask<byte[]> lostCodeTask(LostCodes codes) {
            return Tasks.custom(TASK)
                    .onFailureReschedule(FixedDelay.ofMinutes(1))
                    .execute((task, context) -> {
                        codes.carryOut(task.getId(), task.getData());
                        return (complete, operations) -> operations.remove();
                    });
        }
    }
}
