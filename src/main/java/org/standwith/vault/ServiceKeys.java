package org.standwith.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.google.crypto.tink.KeysetHandle;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Keys that belong to a purpose and not to a supporter, wrapped by an epoch's. */
@Component
class ServiceKeys {

    /** How long a node may go on with a key that another one has replaced. */
    static final Duration KEPT = Duration.ofSeconds(60);

    private final KeySchema schema;
    private final EpochKeys epochs;
    private final Alarm alarm;
    private final Cache<String, Object> unwrapped;

    ServiceKeys(KeySchema schema, EpochKeys epochs, Alarm alarm, Clock clock) {
        this.schema = schema;
        this.epochs = epochs;
        this.alarm = alarm;
        this.unwrapped = EpochKeys.cache(clock, KEPT, 64);
    }

    /** What the key of this name does; made where there is none. A key is only ever used for one kind of thing. */
    <P> P get(String name, Class<P> kind, Supplier<KeysetHandle> fresh) {
        return get(name, kind, keys -> Sealing.primitive(keys, kind), fresh);
    }

    /** As above, for what is more than one of Tink's primitives. */
    <P> P get(String name, Class<P> kind, Function<KeysetHandle, P> opened, Supplier<KeysetHandle> fresh) {
        return kind.cast(unwrapped.get(
                name, missing -> opened.apply(load(name).orElseGet(() -> create(name, fresh.get())))));
    }

    /** Nothing where it was destroyed, or never made. */
    <P> Optional<P> find(String name, Class<P> kind) {
        return find(name, kind, keys -> Sealing.primitive(keys, kind));
    }

    /** As above, for what is more than one of Tink's primitives. */
    <P> Optional<P> find(String name, Class<P> kind, Function<KeysetHandle, P> opened) {
        Object known = unwrapped.getIfPresent(name);
        if (known != null) {
            return Optional.of(kind.cast(known));
        }
        Optional<P> key = load(name).map(opened);
        key.ifPresent(found -> unwrapped.put(name, found));
        return key;
    }

    void replace(String name, KeysetHandle key) {
        EpochKeys.Epoch epoch = epochs.current();
        schema.jdbc()
                .sql("update service_key set epoch = ?, wrapped = ? where name = ?")
                .params(epoch.number(), Sealing.wrap(key, epoch.key(), binding(name)), name)
                .update();
        unwrapped.invalidate(name);
    }

    /** Destroys those whose names are between the two, the second one not included. */
    void destroyBetween(String first, String end) {
        schema.jdbc()
                .sql("delete from service_key where name >= ? and name < ?")
                .params(first, end)
                .update();
        unwrapped.invalidateAll();
    }

    /** Gone for good, as far as this schema goes. */
    void destroy(String name) {
        schema.jdbc().sql("delete from service_key where name = ?").param(name).update();
        unwrapped.invalidate(name);
    }

    /** Wraps all of them by the current epoch's key. */
    void rewrap() {
        List<String> names = schema.jdbc()
                .sql("select name from service_key where epoch < ?")
                .param(epochs.current().number())
                .query((row, number) -> row.getString(1))
                .list();
        names.forEach(name -> load(name).ifPresent(key -> replace(name, key)));
    }

    /** Another node may be making the same one: the one that is kept is the one that counts. */
    private KeysetHandle create(String name, KeysetHandle fresh) {
        EpochKeys.Epoch epoch = epochs.current();
        schema.jdbc()
                .sql("insert into service_key (name, epoch, wrapped) values (?, ?, ?)"
                        + " on duplicate key update name = name")
                .params(name, epoch.number(), Sealing.wrap(fresh, epoch.key(), binding(name)))
                .update();
        return load(name).orElseThrow();
    }

    Optional<KeysetHandle> load(String name) {
        record Row(int epoch, byte[] wrapped) {}
        return schema.jdbc()
                .sql("select epoch, wrapped from service_key where name = ?")
                .param(name)
                .query((row, number) -> new Row(row.getInt(1), row.getBytes(2)))
                .optional()
                .map(row -> {
                    try {
                        return Sealing.unwrap(
                                row.wrapped(), epochs.numbered(row.epoch()).key(), binding(name));
                    } catch (Tampered e) {
                        throw alarm.raise(e);
                    }
                });
    }

    private byte[] binding(String name) {
        return Sealing.binding(schema.organisation(), "service", name);
    }
}
