package org.standwith.vault;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * 256 random bits that let somebody in. Only their hash is kept, so whoever reads the database cannot use it. Shows itself
 * to nobody by accident.
 */
@JsonSerialize(using = NotAsJson.class)
public final class Secret {

    private static final int BYTES = 32;
    private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final byte[] BINDING = Sealing.binding("secret", "1");
    private static final int SHORTEST = 512;

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** A new one. */
    public static Secret random() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** Nothing where it cannot be one. */
    public static Optional<Secret> read(String text) {
        return WRITTEN.matcher(text).matches() ? Optional.of(new Secret(text)) : Optional.empty();
    }

    /** The secret itself, for the letter or the cookie that carries it. */
    public String reveal() {
        return text;
    }

    /** What whoever has the secret can read, and nobody else: not we either, as long as we do not have it. */
    public byte[] seal(byte[] plain) {
        return Sealing.seal(key(), Padding.add(plain, SHORTEST), BINDING);
    }

    /** Nothing where it was not sealed by this secret. */
    public Optional<byte[]> open(byte[] sealed) {
        try {
            return Optional.of(Padding.remove(Sealing.open(key(), sealed, BINDING, "secret")));
        } catch (Tampered e) {
            return Optional.empty();
        }
    }

    /** Another one than what is kept of it. */
    private Aead key() {
        return Sealing.aead(sha256("standwith secret key " + text));
    }

    /** What is kept of it: there is nothing to guess, and so nothing to slow down. */
    public byte[] hash() {
        return sha256(text);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
