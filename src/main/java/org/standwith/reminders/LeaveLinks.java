package org.standwith.reminders;

import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;

/**
 * Links by which letters end that work for as long as the letter lies in a mailbox, also when nothing is left here of whom it
 * was for: they carry the keyed index of the mailbox, sealed.
 */
@Component
class LeaveLinks {

    private static final String ROW = "leave";

    private final Seals seals;

    LeaveLinks(Seals seals) {
        this.seals = seals;
    }

    String token(byte[] mailbox) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(seals.seal(Compartment.LINK, ROW, mailbox));
    }

    /** Nothing where it is none of ours. */
    Optional<byte[]> mailbox(String token) {
        try {
            return seals.openForeign(
                            Compartment.LINK, ROW, Base64.getUrlDecoder().decode(token))
                    .filter(mailbox -> mailbox.length == BlindIndexes.LENGTH);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
