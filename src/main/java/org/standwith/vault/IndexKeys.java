package org.standwith.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;
import org.standwith.vault.BlindIndexes.Purpose;

/** Replaces the key of an index without anybody becoming unfindable meanwhile: while there are two, both are looked up. */
@Component
class IndexKeys {

    private final ServiceKeys keys;

    IndexKeys(ServiceKeys keys) {
        this.keys = keys;
    }

    /** Another one, by which things can be found from now on. Nothing where there are two already. */
    void add(Purpose purpose) {
        change(
                purpose,
                set -> set.size() > 1
                        ? set
                        : KeysetHandle.newBuilder(set)
                                .addEntry(KeysetHandle.generateEntryFromParameters(
                                                PredefinedPrfParameters.HMAC_SHA256_PRF)
                                        .withRandomId())
                                .build());
    }

    /** The newest one is written by from now on. */
    void promote(Purpose purpose) {
        change(purpose, set -> {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(set);
            builder.getAt(builder.size() - 1).makePrimary();
            return builder.build();
        });
    }

    /** Only the one that is written by stays. */
    void dropOld(Purpose purpose) {
        change(purpose, set -> {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(set);
            while (builder.size() > 1) {
                builder.deleteAt(0);
            }
            return builder.build();
        });
    }

    private interface Change {
        KeysetHandle of(KeysetHandle set) throws GeneralSecurityException;
    }

    private void change(Purpose purpose, Change change) {
        keys.load(purpose.keyName()).ifPresent(set -> {
            try {
                keys.replace(purpose.keyName(), change.of(set));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
