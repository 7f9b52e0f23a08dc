package org.standwith.supporters;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Givings;
import org.standwith.memberships.Membership;
import org.standwith.memberships.Memberships;
import org.standwith.vault.Dossiers;

/** What somebody who is signed in has with us. Looked up anew each time: what was erased meanwhile is not there. */
@Service
@Transactional(readOnly = true)
public class Account {

    private final Dossiers dossiers;
    private final Givings givings;
    private final Memberships memberships;

    Account(Dossiers dossiers, Givings givings, Memberships memberships) {
        this.dossiers = dossiers;
        this.givings = givings;
        this.memberships = memberships;
    }

    /** All that they undertook, the latest first. What was never paid and cannot be any more is left out. */
    public List<Giving> givings(SignedIn who) {
        return givings.of(contributions(who)).stream()
                .filter(each -> each.standing() != Giving.Standing.EXPIRED
                        || !each.payments().isEmpty())
                .toList();
    }

    /** One of theirs; nothing where there is none of this id, or it is somebody else's. */
    public Optional<Giving> giving(SignedIn who, UUID contribution) {
        return givings(who).stream()
                .filter(each -> each.id().equals(contribution))
                .findFirst();
    }

    /** What all of it together entitles them to now. */
    public Membership membership(SignedIn who) {
        return memberships.of(contributions(who));
    }

    private Set<UUID> contributions(SignedIn who) {
        return dossiers.open(who.supporters()).values().stream()
                .flatMap(each -> each.contributions().stream())
                .collect(Collectors.toSet());
    }
}
