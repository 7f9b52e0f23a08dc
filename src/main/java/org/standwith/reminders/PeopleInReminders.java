package org.standwith.reminders;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.standwith.vault.Holding;
import org.standwith.vault.Person;

/**
 * What reminders hold of people. They belong to whoever reads the mailbox, and not to whoever has written its address into a form
 * about money: they are shown and erased by the links in letters, and never by a supporter's account.
 */
@Component
class PeopleInReminders implements Holding {

    private final ReminderRows rows;

    PeopleInReminders(ReminderRows rows) {
        this.rows = rows;
    }

    @Override
    public Map<String, Object> export(Person person) {
        return Map.of();
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
    public Set<UUID> keeps(Collection<UUID> subjects) {
        return rows.known(subjects);
    }

    /** As after a backup was restored: whoever was shredded has a reminder's id. */
    @Override
    public void erase(Person person) {
        rows.forget(List.of(person.supporter()));
    }
}
