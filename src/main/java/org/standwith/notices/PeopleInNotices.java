package org.standwith.notices;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.standwith.vault.Holding;
import org.standwith.vault.Person;

/** What notices hold of people: of what they were told, or would have been. */
@Component
class PeopleInNotices implements Holding {

    private final NoticeRows rows;

    PeopleInNotices(NoticeRows rows) {
        this.rows = rows;
    }

    @Override
    public Map<String, Object> export(Person person) {
        List<Map<String, Object>> told = rows.of(person.contributions()).stream()
                .map(PeopleInNotices::told)
                .toList();
        return told.isEmpty() ? Map.of() : Map.of("notices", told);
    }

    private static Map<String, Object> told(Notice notice) {
        return Map.of(
                "contribution",
                notice.contribution().toString(),
                "of",
                notice.kind().name(),
                "about",
                notice.about().toString(),
                "told",
                notice.told());
    }

    @Override
    public boolean isUnderWay(Person person) {
        return false;
    }

    @Override
    public Set<UUID> needed(Collection<Person> people) {
        return Set.of();
    }

    @Override
    public void erase(Person person) {
        person.contributions().forEach(rows::erase);
    }
}
