package org.standwith.supporters.web;

import java.util.UUID;
import org.standwith.pages.Words;
import org.standwith.supporters.Passkeys.Passkey;

/** A passkey in words that say nothing of the device. */
record PasskeyView(UUID id, String label, String host) {

    static PasskeyView of(Passkey passkey, Words words) {
        return new PasskeyView(
                passkey.id(),
                words.text("passkeys.label", Integer.toString(passkey.number()), words.month(passkey.since())),
                passkey.host());
    }
}
