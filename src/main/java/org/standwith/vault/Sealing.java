package org.standwith.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.signature.SignatureConfig;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** What Tink is used for here, in one place; its checked exceptions end here. */
final class Sealing {

    private static final AesGcmParameters RAW = raw();

    static {
        try {
            AeadConfig.register();
            PrfConfig.register();
            MacConfig.register();
            SignatureConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sealing() {}

    private static AesGcmParameters raw() {
        try {
            return AesGcmParameters.builder()
                    .setKeySizeBytes(32)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a seal is bound to. The parts never hold the separator. */
    static byte[] binding(String... parts) {
        return String.join("|", parts).getBytes(StandardCharsets.UTF_8);
    }

    /** A key that seals. */
    static KeysetHandle newKey() {
        return newKey(PredefinedAeadParameters.AES256_GCM);
    }

    static KeysetHandle newKey(Parameters parameters) {
        try {
            return KeysetHandle.generateNew(parameters, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param key 32 bytes that are a key already */
    static Aead aead(byte[] key) {
        try {
            AesGcmKey material = AesGcmKey.builder()
                    .setParameters(RAW)
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                    .build();
            return primitive(
                    KeysetHandle.newBuilder()
                            .addEntry(KeysetHandle.importKey(material)
                                    .withRandomId()
                                    .makePrimary())
                            .build(),
                    Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static <P> P primitive(KeysetHandle keys, Class<P> kind) {
        try {
            return keys.getPrimitive(RegistryConfiguration.get(), kind);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] seal(Aead key, byte[] plain, byte[] binding) {
        try {
            return key.encrypt(plain, binding);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws Tampered when it is not what was sealed with this key and binding */
    static byte[] open(Aead key, byte[] sealed, byte[] binding, String what) {
        try {
            return key.decrypt(sealed, binding);
        } catch (GeneralSecurityException e) {
            throw new Tampered(what);
        }
    }

    static byte[] wrap(KeysetHandle keys, Aead with, byte[] binding) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(keys, with, binding, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws Tampered when it is not what was wrapped with this key and binding */
    static KeysetHandle unwrap(byte[] wrapped, Aead with, byte[] binding) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, with, binding, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new Tampered("key");
        }
    }
}
