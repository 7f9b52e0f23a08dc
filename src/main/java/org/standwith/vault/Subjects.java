package org.standwith.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /** What opened, and who is gone. */
    public record Opened(Map<UUID, byte[]> plain, Set<UUID> gone) {}

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

    /** Seals this for somebody known, in the place of what was kept of them. Nothing where their key is gone. */
    public Optional<Kept> keep(UUID subject, byte[] plain) {
        return Optional.ofNullable(keys.load(Set.of(subject)).get(subject))
                .map(key -> new Kept(subject, seal(Sealing.primitive(key, Aead.class), subject, plain)));
    }

    /**
     * What is kept of each, where it opens. For the sake of memory of some hundred at most.
     *
     * @return also who is gone, since their keys are. Whoever is in neither was tampered with: the alarm was raised
     */
    public Opened open(Collection<Kept> some) {
        Set<UUID> gone = some.stream().map(Kept::subject).collect(Collectors.toSet());
        Map<UUID, KeysetHandle> by = keys.load(gone);
        Map<UUID, byte[]> plain = new HashMap<>();
        for (Kept each : some) {
            KeysetHandle key = by.get(each.subject());
            if (key != null) {
                open(each, key).ifPresent(opened -> plain.put(each.subject(), opened));
            }
        }
        gone.removeAll(by.keySet());
        gone.removeAll(keys.known(gone));
        return new Opened(plain, gone);
    }

    /** The same for one. */
    public Optional<byte[]> open(Kept one) {
        return Optional.ofNullable(open(List.of(one)).plain().get(one.subject()));
    }

    private Optional<byte[]> open(Kept one, KeysetHandle key) {
        try {
            byte[] padded =
                    Sealing.open(Sealing.primitive(key, Aead.class), one.sealed(), binding(one.subject()), "subject");
            return Optional.of(Padding.remove(padded));
        } catch (Tampered e) {
            // It holds up no others.
            alarm.raise(e);
            return Optional.empty();
        }
    }

    private byte[] seal(Aead key, UUID subject, byte[] plain) {
        return Sealing.seal(key, Padding.add(plain, SHORTEST), binding(subject));
    }

    private byte[] binding(UUID subject) {
        return Sealing.binding(schema.organisation(), "kept", subject.toString(), "1");
    }
}
