package org.standwith.contributions;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;

/** Whose a contribution is. Sealed into its row, so that no look at the rows tells which of them are one person's. */
@Component
class Owners {

    private static final int LENGTH = 2 * Long.BYTES;

    private final Seals seals;

    Owners(Seals seals) {
        this.seals = seals;
    }

    byte[] seal(UUID contribution, UUID supporter) {
        byte[] id = ByteBuffer.allocate(LENGTH)
                .putLong(supporter.getMostSignificantBits())
                .putLong(supporter.getLeastSignificantBits())
                .array();
        return seals.seal(Compartment.OWNER, contribution.toString(), id);
    }

    /** Nobody's, and looks like any other. */
    byte[] nobody(UUID contribution) {
        return seal(contribution, UUID.randomUUID());
    }

    Optional<UUID> open(UUID contribution, byte[] sealed) {
        return seals.open(Compartment.OWNER, contribution.toString(), sealed).map(id -> {
            ByteBuffer buffer = ByteBuffer.wrap(id);
            return new UUID(buffer.getLong(), buffer.getLong());
        });
    }
}
