package org.standwith.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Finds what is sealed without opening it. Equal texts have equal values, and without the key, which is not in the same
 * schema, nobody can try whether a text that they guess has a value. Each purpose has a key of its own, so that values of two
 * purposes cannot be compared.
 */
@Component
public class BlindIndexes {

    /** What a value is for. */
    public enum Purpose {
        /** Whose dossier has this address. */
        EMAIL,
        /** Whose code this is. */
        CODE,
        /** Whether letters to an address came back. Kept for a month only, and so its key may stay. */
        MAILBOX,
        /** Whose sessions, links and passkeys there are. */
        SIGN_IN,
        /** Who is to be reminded, and who never again. A refusal holds for good, and so its key never changes. */
        SUPPRESSION,
        /** Whether a repeated request is the same. */
        REQUEST,
        /** What strangers are given to sign for, by the day. Of nobody. */
        PROOF,
        /** What is known of an id at a provider. Part of natural keys, and so its key never changes. */
        PROVIDER_ID;

        String keyName() {
            return "index:" + name();
        }
    }

    /** Bytes of a value. */
    public static final int LENGTH = 16;

    private final ServiceKeys keys;

    BlindIndexes(ServiceKeys keys) {
        this.keys = keys;
    }

    /** The value under which this is kept: {@value #LENGTH} bytes. */
    public byte[] of(Purpose purpose, byte[] text) {
        try {
            return set(purpose).computePrimary(text, LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All values under which it may be found: more than one while the purpose's key is being changed. */
    List<byte[]> all(Purpose purpose, byte[] text) {
        try {
            List<byte[]> values = new ArrayList<>();
            for (Prf prf : set(purpose).getPrfs().values()) {
                values.add(prf.compute(text, LENGTH));
            }
            return values;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeysetHandle newKey() {
        return Sealing.newKey(PredefinedPrfParameters.HMAC_SHA256_PRF);
    }

    private PrfSet set(Purpose purpose) {
        return keys.get(purpose.keyName(), PrfSet.class, BlindIndexes::newKey);
    }
}
