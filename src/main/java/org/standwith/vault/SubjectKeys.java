package org.standwith.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Each supporter's own key, wrapped by an epoch's. */
@Component
class SubjectKeys {

    private record Wrapped(UUID subject, int epoch, byte[] wrapped) {}

    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final int MOST_KEPT = 5_000;

    private final KeySchema schema;
    private final EpochKeys epochs;
    private final Alarm alarm;
    private final Cache<UUID, Aead> unwrapped;

    SubjectKeys(KeySchema schema, EpochKeys epochs, Alarm alarm, Clock clock) {
        this.schema = schema;
        this.epochs = epochs;
        this.alarm = alarm;
        this.unwrapped = EpochKeys.cache(clock, KEPT, MOST_KEPT);
    }

    /** Kept durably when this returns. */
    Aead create(UUID subject) {
        KeysetHandle key = Sealing.newKey();
        EpochKeys.Epoch epoch = epochs.current();
        schema.jdbc()
                .sql("insert into subject_key (id, epoch, wrapped) values (?, ?, ?)")
                .params(subject.toString(), epoch.number(), Sealing.wrap(key, epoch.key(), binding(subject)))
                .update();
        return Sealing.primitive(key, Aead.class);
    }

    /** Nothing where it was destroyed. May be a minute old: enough to read by, not to write by. */
    Optional<Aead> toRead(UUID subject) {
        Aead known = unwrapped.getIfPresent(subject);
        return known == null ? toWrite(subject) : Optional.of(known);
    }

    /** As it is kept now. */
    Optional<Aead> toWrite(UUID subject) {
        Optional<Aead> key =
                wrapped(List.of(subject)).stream().findFirst().map(each -> Sealing.primitive(unwrap(each), Aead.class));
        key.ifPresentOrElse(found -> unwrapped.put(subject, found), () -> unwrapped.invalidate(subject));
        return key;
    }

    /** Those that are there and unwrap, as they are kept now. One that does not is left out, so that others are not held up. */
    Map<UUID, KeysetHandle> load(Collection<UUID> subjects) {
        Map<UUID, KeysetHandle> keys = new HashMap<>();
        for (Wrapped each : wrapped(subjects)) {
            try {
                keys.put(each.subject(), unwrap(each));
            } catch (Tampered e) {
                // The alarm was raised.
            }
        }
        return keys;
    }

    /** Those of these that are there, also where they do not unwrap. */
    Set<UUID> known(Collection<UUID> subjects) {
        return wrapped(subjects).stream().map(Wrapped::subject).collect(Collectors.toSet());
    }

    private List<Wrapped> wrapped(Collection<UUID> subjects) {
        return subjects.isEmpty()
                ? List.of()
                : schema.jdbc()
                        .sql("select id, epoch, wrapped from subject_key where id in (:ids)")
                        .param("ids", subjects.stream().map(UUID::toString).toList())
                        .query((row, number) ->
                                new Wrapped(UUID.fromString(row.getString(1)), row.getInt(2), row.getBytes(3)))
                        .list();
    }

    /** Replaces keys that are there; one that was destroyed stays so. */
    void replaceAll(Map<UUID, KeysetHandle> replaced) {
        EpochKeys.Epoch epoch = epochs.current();
        schema.batch(
                "update subject_key set epoch = ?, wrapped = ? where id = ?",
                replaced.entrySet().stream()
                        .map(each -> new Object[] {
                            epoch.number(),
                            Sealing.wrap(each.getValue(), epoch.key(), binding(each.getKey())),
                            each.getKey().toString()
                        })
                        .toList());
        unwrapped.invalidateAll(replaced.keySet());
    }

    /** Gone for good, as far as this schema goes. */
    void destroy(Collection<UUID> subjects) {
        if (!subjects.isEmpty()) {
            schema.jdbc()
                    .sql("delete from subject_key where id in (:ids)")
                    .param("ids", subjects.stream().map(UUID::toString).toList())
                    .update();
            unwrapped.invalidateAll(subjects);
        }
    }

    /** Some in id order, after this one; of older epochs than the current one only. */
    List<UUID> ofOlderEpochs(String after, int most) {
        return schema.jdbc()
                .sql("select id from subject_key where epoch < ? and id > ? order by id limit ?")
                .params(epochs.current().number(), after, most)
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .list();
    }

    private KeysetHandle unwrap(Wrapped key) {
        try {
            return Sealing.unwrap(key.wrapped(), epochs.numbered(key.epoch()).key(), binding(key.subject()));
        } catch (Tampered e) {
            throw alarm.raise(e);
        }
    }

    private byte[] binding(UUID subject) {
        return Sealing.binding(schema.organisation(), "subject", subject.toString());
    }
}
