package org.standwith.contributions;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.Holding;
import org.standwith.vault.OwnerRegister;
import org.standwith.vault.Person;
import org.standwith.vault.Tampered;

/** What contributions hold of people: whose they are, and for a day what a checkout was answered with. */
@Component
@Order(2)
class PeopleInContributions implements Holding, OwnerRegister {

    private static final int PAGE = 5_000;

    private final Contributions contributions;
    private final CheckoutAttempts checkouts;
    private final AnswerSeals answers;
    private final Intents intents;
    private final Appointments appointments;
    private final Owners owners;
    private final JdbcClient jdbc;
    private final RetentionProperties retention;
    private final Clock clock;

    PeopleInContributions(
            Contributions contributions,
            CheckoutAttempts checkouts,
            AnswerSeals answers,
            Intents intents,
            Appointments appointments,
            Owners owners,
            JdbcClient jdbc,
            RetentionProperties retention,
            Clock clock) {
        this.contributions = contributions;
        this.checkouts = checkouts;
        this.answers = answers;
        this.intents = intents;
        this.appointments = appointments;
        this.owners = owners;
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> export(Person person) {
        return Map.of(
                "contributions",
                contributions.findAllById(person.contributions()).stream()
                        .map(PeopleInContributions::told)
                        .toList(),
                "checkouts",
                checkouts.findByContributionIdIn(person.contributions()).stream()
                        .map(this::told)
                        .toList(),
                "changes",
                intents.all(person.contributions()).stream()
                        .map(PeopleInContributions::told)
                        .toList(),
                "appointments",
                appointments.of(person.contributions()).values().stream()
                        .map(PeopleInContributions::told)
                        .toList());
    }

    @Override
    public boolean isUnderWay(Person person) {
        Instant now = clock.instant();
        Set<UUID> asked = intents.open(person.contributions()).stream()
                .map(Intent::contribution)
                .collect(toSet());
        // What has ended by its date alone may be kept in this moment.
        return contributions.findAllById(person.contributions()).stream()
                .anyMatch(each -> each.goesOn(now) || asked.contains(each.id()) && !each.hasEnded());
    }

    @Override
    public Set<UUID> needed(Collection<Person> people) {
        Instant now = clock.instant();
        Map<UUID, Contribution> all = new HashMap<>();
        contributions
                .findAllById(people.stream()
                        .flatMap(person -> person.contributions().stream())
                        .toList())
                .forEach(each -> all.put(each.id(), each));
        return people.stream()
                .filter(person -> person.contributions().stream()
                        .map(all::get)
                        .anyMatch(each -> each != null && isNeeded(each, now)))
                .map(Person::supporter)
                .collect(toSet());
    }

    private boolean isNeeded(Contribution contribution, Instant now) {
        Duration kept = contribution.wasNeverPaid() ? retention.unpaid() : retention.inactive();
        return contribution.goesOn(now) || now.isBefore(contribution.over().plus(kept));
    }

    @Override
    public void erase(Person person) {
        for (UUID contribution : person.contributions()) {
            jdbc.sql("update contribution set owner = ? where id = ?")
                    .params(owners.nobody(contribution), contribution.toString())
                    .update();
            jdbc.sql("delete from unsettled where contribution = ?")
                    .param(contribution.toString())
                    .update();
            intents.erase(contribution);
            appointments.drop(contribution);
            jdbc.sql("delete from checkout where contribution_id = ?")
                    .param(contribution.toString())
                    .update();
        }
    }

    @Override
    public Map<UUID, Set<UUID>> contributionsOf(Set<UUID> supporters) {
        Map<UUID, UUID> found = new HashMap<>();
        String last = "";
        List<Map.Entry<UUID, byte[]>> page;
        do {
            page = jdbc.sql("select id, owner from contribution where id > ? order by id limit ?")
                    .params(last, PAGE)
                    .query((row, number) -> Map.entry(UUID.fromString(row.getString(1)), row.getBytes(2)))
                    .list();
            for (Map.Entry<UUID, byte[]> each : page) {
                ownerOf(each).filter(supporters::contains).ifPresent(owner -> found.put(each.getKey(), owner));
            }
            last = page.isEmpty() ? last : page.getLast().getKey().toString();
        } while (page.size() == PAGE);
        return found.entrySet().stream().collect(groupingBy(Map.Entry::getValue, mapping(Map.Entry::getKey, toSet())));
    }

    private Optional<UUID> ownerOf(Map.Entry<UUID, byte[]> row) {
        try {
            return owners.open(row.getKey(), row.getValue());
        } catch (Tampered e) {
            // The alarm was raised. It names nobody, and must not keep others from being erased.
            return Optional.empty();
        }
    }

    private static Map<String, Object> told(Contribution contribution) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", contribution.id().toString());
        told.put("cadence", contribution.cadence().name());
        told.put("amount", contribution.amount().toString());
        told.put("coversFees", contribution.coversFees());
        contribution.campaign().ifPresent(campaign -> told.put("campaign", campaign));
        told.put("provider", contribution.provider().name());
        told.put("created", contribution.createdAt().toString());
        told.put("state", contribution.stateName());
        told.put("since", contribution.since().toString());
        return told;
    }

    private static Map<String, Object> told(Intent intent) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("contribution", intent.contribution().toString());
        told.put("wish", intent.wish().toString());
        told.put("asked", intent.asked().toString());
        told.put("state", intent.state().name());
        told.put("locale", intent.particulars().back().locale().toLanguageTag());
        told.put("returnUrl", intent.particulars().back().page().toString());
        return told;
    }

    private static Map<String, Object> told(Appointment appointment) {
        return Map.of(
                "contribution",
                appointment.contribution().toString(),
                "act",
                appointment.act().name(),
                "due",
                appointment.due().toString());
    }

    /** Without the code: it is shown once, and who reads an export later must not be able to sign in by it. */
    private Map<String, Object> told(CheckoutAttempt checkout) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", checkout.id().toString());
        told.put("expires", checkout.expiresAt().toString());
        byte[] sealed = checkout.answer();
        if (sealed != null) {
            answers.open(checkout.id(), sealed).ifPresent(answer -> {
                told.put("locale", answer.locale().toLanguageTag());
                told.put("reference", answer.reference());
                URI returnUrl = answer.returnUrl();
                if (returnUrl != null) {
                    told.put("returnUrl", returnUrl.toString());
                }
            });
        }
        return told;
    }
}
