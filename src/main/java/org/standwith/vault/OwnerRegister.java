package org.standwith.vault;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Knows whose contributions are, without a dossier; slow, and asked only when a restored backup has to be told of erasures. */
public interface OwnerRegister {

    /** For each of these who has any, what they have. */
    Map<UUID, Set<UUID>> contributionsOf(Set<UUID> supporters);
}
