package org.standwith.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.signature.Ed25519Parameters;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import java.security.GeneralSecurityException;

/** An Ed25519 key: signs, and shows by what that is checked. The secret half stays inside. */
public final class SigningKey {

    private final PublicKeySign secret;
    private final byte[] shown;

    private SigningKey(PublicKeySign secret, byte[] shown) {
        this.secret = secret;
        this.shown = shown;
    }

    static KeysetHandle fresh() {
        // Others check signatures, and know nothing of Tink's prefix.
        return Sealing.newKey(Ed25519Parameters.create(Ed25519Parameters.Variant.NO_PREFIX));
    }

    static SigningKey of(KeysetHandle keys) {
        try {
            Ed25519PublicKey checking =
                    (Ed25519PublicKey) keys.getPublicKeysetHandle().getPrimary().getKey();
            return new SigningKey(
                    Sealing.primitive(keys, PublicKeySign.class),
                    checking.getPublicKeyBytes().toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same text has the same signature each time: 64 bytes. */
    public byte[] sign(byte[] text) {
        try {
            return secret.sign(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half, 32 bytes, as RFC 8032 writes it. */
    public byte[] shown() {
        return shown.clone();
    }
}
