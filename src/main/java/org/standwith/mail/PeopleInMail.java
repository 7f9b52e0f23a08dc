package org.standwith.mail;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.Holding;
import org.standwith.vault.Person;

/** What the outbox holds of people: nothing that could be found by them, but that letters to their address came back. */
@Component
class PeopleInMail implements Holding {

    private final Dossiers dossiers;
    private final Mailboxes mailboxes;

    PeopleInMail(Dossiers dossiers, Mailboxes mailboxes) {
        this.dossiers = dossiers;
        this.mailboxes = mailboxes;
    }

    @Override
    public Map<String, Object> export(Person person) {
        return dossiers.open(person.supporter())
                .map(Dossier::email)
                .filter(mailboxes::isKnownToBeGone)
                .<Map<String, Object>>map(address -> Map.of("lettersCameBack", true))
                .orElse(Map.of());
    }

    @Override
    public boolean isUnderWay(Person person) {
        return false;
    }

    @Override
    public Set<UUID> needed(Collection<Person> people) {
        return Set.of();
    }

    /** Nobody's by now: by the address alone it can be found, and that went with the key. It is deleted within the month. */
    @Override
    public void erase(Person person) {}
}
