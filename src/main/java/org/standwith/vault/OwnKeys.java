package org.standwith.vault;

import com.google.crypto.tink.Aead;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Seals what goes with a person and belongs to no dossier, each by a key of its own: where that is destroyed, no copy in any
 * backup can be read.
 */
@Component
public class OwnKeys {

    /** What is sealed. */
    public enum Kind {
        /** Whose a passkey is, and by what it is known. */
        PASSKEY
    }

    private final ServiceKeys keys;
    private final Alarm alarm;
    private final KeySchema schema;

    OwnKeys(ServiceKeys keys, Alarm alarm, KeySchema schema) {
        this.keys = keys;
        this.alarm = alarm;
        this.schema = schema;
    }

    /** Padded, so that the length tells nothing. */
    public byte[] seal(Kind kind, UUID id, byte[] plain) {
        Aead key = keys.get(name(kind, id), Aead.class, Sealing::newKey);
        return Sealing.seal(key, Padding.add(plain), binding(kind, id));
    }

    /**
     * Nothing where its key was destroyed.
     *
     * @throws Tampered when it is not what was sealed under this id
     */
    public Optional<byte[]> open(Kind kind, UUID id, byte[] sealed) {
        return keys.find(name(kind, id), Aead.class).map(key -> {
            try {
                return Padding.remove(Sealing.open(key, sealed, binding(kind, id), kind.name()));
            } catch (Tampered e) {
                throw alarm.raise(e);
            }
        });
    }

    /** What was sealed under this id is gone, from backups too. */
    public void destroy(Kind kind, UUID id) {
        keys.destroy(name(kind, id));
    }

    private static String name(Kind kind, UUID id) {
        return switch (kind) {
            case PASSKEY -> "passkey:" + id.toString().replace("-", "");
        };
    }

    private byte[] binding(Kind kind, UUID id) {
        return Sealing.binding(schema.organisation(), kind.name(), id.toString());
    }
}
