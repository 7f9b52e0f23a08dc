package org.standwith.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * People of whom something is kept though they are no supporters: each under a key of its own, so that it can be destroyed in
 * every copy. Whoever keeps something says so by {@link Holding#keeps}, or the key goes within weeks.
 */
@Service
public class Subjects {

    /** What is kept of them is short. */
    private static final int SHORTEST = 512;

    /** @param sealed opens by {@link #open} alone */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Kept(UUID subject, byte[] sealed) {}

    private final SubjectKeys keys;
    private final KeySchema schema;
    private final Alarm alarm;

    Subjects(SubjectKeys keys, KeySchema schema, Alarm alarm) {
        this.keys = keys;
        this.schema = schema;
        this.alarm = alarm;
    }

    /** Seals this for somebody new, whose key is durable when this returns. */
    public Kept keep(byte[] plain) {
        UUID subject = UUID.randomUUID();
        return new Kept(subject, seal(keys.create(subject), subject, plain));
    }

    /** What is kept of each, where it opens. Nothing of whoever's key was destroyed; for the sake of memory some hundred at most. */
    public Map<UUID, byte[]> open(Collection<Kept> some) {
        Map<UUID, KeysetHandle> by = keys.load(some.stream().map(Kept::subject).toList());
        Map<UUID, byte[]> opened = new HashMap<>();
        for (Kept each : some) {
            KeysetHandle key = by.get(each.subject());
            try {
                if (key != null) {
                    opened.put(
                            each.subject(),
                            Padding.remove(Sealing.open(
                                    Sealing.primitive(key, Aead.class),
                                    each.sealed(),
                                    binding(each.subject()),
                                    "subject")));
                }
            } catch (Tampered e) {
                // It holds up no others.
                alarm.raise(e);
            }
        }
        return opened;
    }

    private byte[] seal(Aead key, UUID subject, byte[] plain) {
        return Sealing.seal(key, Padding.add(plain, SHORTEST), binding(subject));
    }

    private byte[] binding(UUID subject) {
        return Sealing.binding(schema.organisation(), "kept", subject.toString(), "1");
    }
}
