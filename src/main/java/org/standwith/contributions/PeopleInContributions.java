package org.standwith.contributions;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.Holding;
import org.standwith.vault.OwnerRegister;
import org.standwith.vault.Person;
import org.standwith.vault.Tampered;

/** What contributions hold of people: whose they are, and for a day what a checkout was answered with. */
@Component
class PeopleInContributions implements Holding, OwnerRegister {

    private static final int PAGE = 5_000;

    private final Contributions contributions;
    private final Owners owners;
    private final JdbcClient jdbc;
    private final RetentionProperties retention;
    private final Clock clock;

    PeopleInContributions(
            Contributions contributions, Owners owners, JdbcClient jdbc, RetentionProperties retention, Clock clock) {
        this.contributions = contributions;
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
                        .toList());
    }

    @Override
    public boolean isUnderWay(Person person) {
        return contributions.findAllById(person.contributions()).stream().anyMatch(Contribution::goesOn);
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
        return contribution.goesOn() || now.isBefore(contribution.since().plus(kept));
    }

    @Override
    public void erase(Person person) {
        for (UUID contribution : person.contributions()) {
            jdbc.sql("update contribution set owner = ? where id = ?")
                    .params(owners.nobody(contribution), contribution.toString())
                    .update();
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
        told.put("provider", contribution.provider().name());
        told.put("state", contribution.stateName());
        told.put("since", contribution.since().toString());
        return told;
    }
}
