package org.standwith.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * A key-encryption key in a file: a Tink keyset in JSON, in which a key's id is its version. Ids are given out upwards,
 * and the newest is never destroyed, so that no number comes twice. Every call reads the file anew: another process may
 * have made or destroyed a version since.
 *
 * <p>Destroying takes a version out of the file. What the disk, or a copy of the file, still has of it is beyond reach.
 */
final class FileKey implements KeyService {

    private static final Configuration TINK = AeadConfig2026.get();

    /** What Tink puts before a ciphertext: one byte for the format, four for the id of the key. */
    private static final int PREFIX = 5;

    private static final byte FORMAT = 1;

    private final Path file;

    FileKey(Path file) {
        this.file = file;
    }

    /** Makes the first version, unless another process has. */
    void setUp() throws IOException {
        OneAtATime.at(file, () -> {
            if (Files.notExists(file)) {
                write(with(KeysetHandle.newBuilder(), 1));
            }
            return file;
        });
    }

    /** @throws GeneralSecurityException when the file holds no such keyset as is written here */
    void check() throws IOException, GeneralSecurityException {
        read();
    }

    @Override
    public byte[] wrap(byte[] key, byte[] associated) {
        try {
            return aead(keys()).encrypt(key, associated);
        } catch (GeneralSecurityException e) {
            throw new KeyServiceSilent("the key in the file does not encrypt");
        }
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associated) {
        versionOf(wrapped);
        Aead aead = aead(keys());
        try {
            return aead.decrypt(wrapped, associated);
        } catch (GeneralSecurityException e) {
            throw new Tampered("key");
        }
    }

    @Override
    public int versionOf(byte[] wrapped) {
        int version = wrapped.length > PREFIX && wrapped[0] == FORMAT
                ? ByteBuffer.wrap(wrapped, 1, PREFIX - 1).getInt()
                : 0;
        if (version < 1) {
            throw new Tampered("key");
        }
        return version;
    }

    @Override
    public int rotate() {
        return alone(() -> {
            KeysetHandle keys = keys();
            int next = Math.addExact(keys.getPrimary().getId(), 1);
            write(with(KeysetHandle.newBuilder(keys), next));
            return next;
        });
    }

    @Override
    public void destroyBefore(int version) {
        alone(() -> {
            KeysetHandle keys = keys();
            if (version > keys.getPrimary().getId()) {
                throw new IllegalArgumentException("There is no version " + version + " yet; one has to remain");
            }
            KeysetHandle.Builder remaining = KeysetHandle.newBuilder(keys);
            for (int i = keys.size() - 1; i >= 0; i--) {
                if (keys.getAt(i).getId() < version) {
                    remaining.deleteAt(i);
                }
            }
            if (remaining.size() < keys.size()) {
                write(remaining);
            }
            return version;
        });
    }

    private int alone(OneAtATime.Work<Integer> work) {
        try {
            return OneAtATime.at(file, work);
        } catch (IOException e) {
            throw new KeyServiceSilent("the key file cannot be written");
        }
    }

    private KeysetHandle keys() {
        try {
            return read();
        } catch (IOException e) {
            throw new KeyServiceSilent("the key file cannot be read");
        } catch (GeneralSecurityException e) {
            throw new KeyServiceSilent("the key file holds something else");
        }
    }

    private KeysetHandle read() throws IOException, GeneralSecurityException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        KeysetHandle keys;
        try {
            keys = TinkJsonProtoKeysetFormat.parseKeyset(text, TINK, InsecureSecretKeyAccess.get());
        } catch (RuntimeException e) {
            // Its parser has more ways to fail than it declares; none may carry along what it has read.
            throw new GeneralSecurityException("not a keyset");
        }
        for (int i = 0; i < keys.size(); i++) {
            KeysetHandle.Entry version = keys.getAt(i);
            boolean ours = version.getKey().getParameters().equals(PredefinedAeadParameters.AES256_GCM)
                    && version.getStatus().equals(KeyStatus.ENABLED)
                    && version.getId() > 0
                    && version.getId() <= keys.getPrimary().getId();
            if (!ours) {
                throw new GeneralSecurityException("not numbered upwards, or not AES256_GCM");
            }
        }
        return keys;
    }

    private static KeysetHandle.Builder with(KeysetHandle.Builder keys, int version) {
        return keys.addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withFixedId(version)
                .makePrimary());
    }

    private void write(KeysetHandle.Builder keys) throws IOException {
        try {
            String text = TinkJsonProtoKeysetFormat.serializeKeyset(
                    keys.setConfiguration(TINK).build(), TINK, InsecureSecretKeyAccess.get());
            Durable.replace(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Aead aead(KeysetHandle keys) {
        try {
            return keys.getPrimitive(TINK, Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
