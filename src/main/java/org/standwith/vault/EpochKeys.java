package org.standwith.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * The keys between the key service's and the supporters'. The key service is asked once for each of them and not once for
 * each supporter, and what an old backup holds dies with the epoch that wrapped it.
 */
@Component
class EpochKeys {

    /** @param number counts from 1; a higher one is newer */
    record Epoch(int number, Aead key) {}

    /** How long before the key service is asked again. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    /** While it is silent, what it said last still holds for so long: supporters are not to notice a restart of it. */
    private static final Duration KEPT = Duration.ofHours(4);

    /** How soon a node learns of an epoch that another one began. */
    private static final Duration NEWS = Duration.ofSeconds(30);

    private final KeySchema schema;
    private final KeyService service;
    private final Alarm alarm;
    private final LoadingCache<Integer, Epoch> keys;
    private final Cache<String, Integer> newest;

    EpochKeys(KeySchema schema, KeyService service, Alarm alarm, Clock clock) {
        this.schema = schema;
        this.service = service;
        this.alarm = alarm;
        this.keys = Caffeine.newBuilder()
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(KEPT)
                .maximumSize(16)
                .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
                .executor(work -> Thread.ofVirtual().name("key-refresh").start(work))
                .build(this::load);
        this.newest = cache(clock, NEWS, 1);
    }

    static <K, V> Cache<K, V> cache(Clock clock, Duration kept, long most) {
        return Caffeine.newBuilder()
                .expireAfterWrite(kept)
                .maximumSize(most)
                .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
                .build();
    }

    /** The one that wraps. */
    Epoch current() {
        return numbered(newest.get("", any -> newest()));
    }

    /** @throws Tampered when there is none, or it does not unwrap */
    Epoch numbered(int number) {
        return keys.get(number);
    }

    private int newest() {
        Integer number = schema.jdbc()
                .sql("select max(epoch) from epoch_key")
                .query(Integer.class)
                .optional()
                .orElse(null);
        return number == null ? beginNext() : number;
    }

    /**
     * Begins an epoch, under a new version of the key service's key. All that older ones have wrapped stays readable.
     *
     * @return its number
     */
    int begin() {
        int begun = beginNext();
        newest.invalidateAll();
        return begun;
    }

    private int beginNext() {
        Integer last = schema.jdbc()
                .sql("select coalesce(max(epoch), 0) from epoch_key")
                .query(Integer.class)
                .single();
        int next = last + 1;
        if (last > 0) {
            newVersion();
        }
        try {
            schema.jdbc()
                    .sql("insert into epoch_key (epoch, wrapped, began_at) values (?, ?, ?)")
                    .params(next, service.wrap(plain(Sealing.newKey()), binding(next)), schema.now())
                    .update();
        } catch (DuplicateKeyException e) {
            // Another node began it, and one is enough.
        }
        return next;
    }

    /** A new version of the key service's key, which wraps from now on. Which were needed until now is noted before. */
    private void newVersion() {
        noteNeededVersions();
        service.rotate();
    }

    /** Those that wrap an epoch in which something is wrapped. */
    private List<Integer> noteNeededVersions() {
        List<Integer> needed = wrapped("where empty_since is null").stream()
                .map(service::versionOf)
                .distinct()
                .toList();
        needed.forEach(version -> schema.jdbc()
                .sql("insert into kek_version (version, superseded_at) values (?, null)"
                        + " on duplicate key update superseded_at = null")
                .param(version)
                .update());
        return needed;
    }

    /** Wraps every epoch's key anew, under a new version of the key service's key. */
    void rewrap() {
        newVersion();
        for (int number : numbers()) {
            byte[] key = plainOf(number);
            schema.jdbc()
                    .sql("update epoch_key set wrapped = ? where epoch = ?")
                    .params(service.wrap(key, binding(number)), number)
                    .update();
        }
        noteEmpty();
    }

    /** Epochs in which nothing is wrapped any more are noted from now on, and versions that none of the others needs. */
    void noteEmpty() {
        schema.jdbc().sql("""
            update epoch_key set empty_since = ?
            where empty_since is null and epoch < ?
              and not exists (select 1 from subject_key s where s.epoch = epoch_key.epoch)
              and not exists (select 1 from service_key v where v.epoch = epoch_key.epoch)\
            """).params(schema.now(), current().number()).update();
        schema.jdbc()
                .sql("update kek_version set superseded_at = :now where superseded_at is null and version not in"
                        + " (:needed)")
                .param("now", schema.now())
                .param("needed", noteNeededVersions())
                .update();
    }

    /**
     * Destroys what no backup may need any more: epochs that are empty for so long, and with them the versions of the key
     * service's key that wrap nothing else. Copies of them in older backups are dead from then on.
     */
    void destroyOlderThan(Duration window) {
        LocalDateTime before = schema.now().minus(window);
        schema.jdbc().sql("""
            delete from epoch_key
            where empty_since < ?
              and not exists (select 1 from subject_key s where s.epoch = epoch_key.epoch)
              and not exists (select 1 from service_key v where v.epoch = epoch_key.epoch)\
            """).param(before).update();
        keys.invalidateAll();
        int used = wrapped("").stream().mapToInt(service::versionOf).min().orElse(1);
        // All versions before the oldest that is still needed, and the oldest that a backup within the window needs.
        Integer needed = schema.jdbc()
                .sql("select min(version) from kek_version where superseded_at is null or superseded_at >= ?")
                .param(before)
                .query(Integer.class)
                .optional()
                .orElse(1);
        int oldest = Math.min(used, needed);
        if (oldest > 1) {
            service.destroyBefore(oldest);
            schema.jdbc()
                    .sql("delete from kek_version where version < ?")
                    .param(oldest)
                    .update();
        }
    }

    List<Integer> numbers() {
        return schema.jdbc()
                .sql("select epoch from epoch_key order by epoch")
                .query((row, number) -> row.getInt(1))
                .list();
    }

    private List<byte[]> wrapped(String which) {
        return schema.jdbc()
                .sql("select wrapped from epoch_key " + which)
                .query((row, number) -> row.getBytes(1))
                .list();
    }

    private Epoch load(int number) {
        try {
            KeysetHandle keys = TinkProtoKeysetFormat.parseKeyset(
                    plainOf(number), InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
            return new Epoch(number, Sealing.primitive(keys, Aead.class));
        } catch (GeneralSecurityException e) {
            throw alarm.raise(new Tampered("epoch key"));
        } catch (Tampered e) {
            throw alarm.raise(e);
        }
    }

    private byte[] plainOf(int number) {
        byte[] wrapped = schema.jdbc()
                .sql("select wrapped from epoch_key where epoch = ?")
                .param(number)
                .query((row, index) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> alarm.raise(new Tampered("epoch key")));
        return service.unwrap(wrapped, binding(number));
    }

    private static byte[] plain(KeysetHandle keys) {
        try {
            return TinkProtoKeysetFormat.serializeKeyset(
                    keys, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] binding(int number) {
        return Sealing.binding(schema.organisation(), "epoch", Integer.toString(number));
    }
}
