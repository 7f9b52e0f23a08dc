package org.standwith.payments;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import org.standwith.vault.Tampered;

/** What waits in the inbox lies sealed, each event bound to its row. */
@Component
class InboxSeals {

    private final Seals seals;

    InboxSeals(Seals seals) {
        this.seals = seals;
    }

    byte[] seal(Provider provider, String event, String projection) {
        return seals.seal(Compartment.INBOX, row(provider, event), projection.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing where it does not open, or is older than the keys of its day: that is one event's trouble, not all others'. */
    Optional<String> open(Provider provider, String event, byte[] sealed) {
        try {
            return seals.open(Compartment.INBOX, row(provider, event), sealed)
                    .map(plain -> new String(plain, StandardCharsets.UTF_8));
        } catch (Tampered e) {
            return Optional.empty();
        }
    }

    void destroyBefore(LocalDate day) {
        seals.destroyBefore(Compartment.INBOX, day);
    }

    private static String row(Provider provider, String event) {
        return provider.name() + " " + event;
    }
}
