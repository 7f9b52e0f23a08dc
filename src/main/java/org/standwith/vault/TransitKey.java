package org.standwith.vault;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.standwith.vault.TransitWire.Answer;
import tools.jackson.databind.JsonNode;

/**
 * A key-encryption key that never leaves HashiCorp Vault (from 1.13) or OpenBao: their Transit engine, by its HTTP API.
 * The token needs {@code update} on {@code encrypt/KEY} and {@code decrypt/KEY} and {@code read} on {@code keys/KEY};
 * {@code update} on the latter to make it, and on {@code rotate}, {@code config} and {@code trim} below it for those.
 */
final class TransitKey implements KeyService {

    /** Of a key that takes associated data, and is 256 bits long. */
    private static final Set<String> TYPES = Set.of("aes256-gcm96", "chacha20-poly1305");

    /** What Vault says of a ciphertext that does not open. Else, as for a key that is gone, the ciphertext may be good. */
    private static final Pattern DOES_NOT_OPEN = Pattern.compile(
            "(?i).*(message authentication failed|invalid ciphertext|version is disallowed|no such key version).*",
            Pattern.DOTALL);

    private static final Pattern WRAPPED = Pattern.compile("vault:v([1-9][0-9]{0,8}):([A-Za-z0-9+/]+={0,2})");

    private final TransitWire wire;
    private final TransitAddress address;

    TransitKey(TransitWire wire, TransitAddress address) {
        this.wire = wire;
        this.address = address;
    }

    /**
     * Sees to it that there is a key, and that it can do what is asked of it.
     *
     * @param maySetUp whether to make one where there is none
     * @throws IllegalArgumentException when it is missing or another sort of key, for whoever installs
     * @throws KeyServiceSilent when there was no usable answer
     */
    void check(boolean maySetUp) {
        Answer answer = wire.get(address.to("keys/" + address.key()));
        if (isMissing(answer)) {
            if (!maySetUp) {
                throw new IllegalArgumentException("Vault's key " + address.key()
                        + " is missing although keys have been wrapped by it; without it they are lost");
            }
            done("keys/" + address.key(), Map.of("type", "aes256-gcm96"));
        }
        JsonNode key = state();
        if (!TYPES.contains(key.path("type").stringValue(""))
                || key.path("derived").booleanValue(false)) {
            throw new IllegalArgumentException(
                    "Vault's key " + address.key() + " has to be of type aes256-gcm96, and not derived");
        }
        refuseWhatIgnoresAssociatedData();
    }

    private boolean isMissing(Answer answer) {
        List<String> errors = answer.errors();
        if (answer.status() != 404 || errors == null) {
            return false;
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("Vault has no Transit engine at " + address.engine());
        }
        return true;
    }

    /** Versions before 1.13 accept the parameter and do nothing: all wrapped keys could be exchanged unnoticed. */
    private void refuseWhatIgnoresAssociatedData() {
        byte[] wrapped = wrap(new byte[32], new byte[] {1});
        try {
            unwrap(wrapped, new byte[] {2});
        } catch (Tampered e) {
            return;
        }
        throw new IllegalArgumentException("This Vault ignores associated_data; it has to be 1.13 or newer");
    }

    @Override
    public byte[] wrap(byte[] key, byte[] associated) {
        Answer answer = wire.post(
                address.to("encrypt/" + address.key()),
                Map.of("plaintext", base64(key), "associated_data", base64(associated)));
        byte[] wrapped = text(answer, "ciphertext").getBytes(StandardCharsets.UTF_8);
        try {
            versionOf(wrapped);
        } catch (Tampered e) {
            throw answer.unusable();
        }
        return wrapped;
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associated) {
        versionOf(wrapped);
        Answer answer = wire.post(
                address.to("decrypt/" + address.key()),
                Map.of(
                        "ciphertext",
                        new String(wrapped, StandardCharsets.US_ASCII),
                        "associated_data",
                        base64(associated)));
        List<String> errors = answer.errors();
        if (answer.status() == 400
                && errors != null
                && errors.stream().anyMatch(each -> DOES_NOT_OPEN.matcher(each).matches())) {
            throw new Tampered("key");
        }
        try {
            return Base64.getDecoder().decode(text(answer, "plaintext"));
        } catch (IllegalArgumentException e) {
            throw answer.unusable();
        }
    }

    /**
     * Vault also opens other spellings of the same ciphertext (a version with zeros before it, unused bits of the last
     * character set, line feeds). Here it has one.
     */
    @Override
    public int versionOf(byte[] wrapped) {
        Matcher parts = WRAPPED.matcher(new String(wrapped, StandardCharsets.ISO_8859_1));
        if (!parts.matches() || !isCanonical(parts.group(2))) {
            throw new Tampered("key");
        }
        return Integer.parseInt(parts.group(1));
    }

    @Override
    public int rotate() {
        Answer answer = done("keys/" + address.key() + "/rotate", Map.of());
        // Older ones answer without content.
        JsonNode after = answer.body().path("data");
        return version(after.isMissingNode() ? state() : after, "latest_version", 1);
    }

    @Override
    public void destroyBefore(int version) {
        JsonNode key = state();
        if (version > version(key, "latest_version", 1)) {
            throw new IllegalArgumentException("There is no version " + version + " yet; one has to remain");
        }
        if (version <= Math.max(1, version(key, "min_available_version", 0))) {
            return;
        }
        // Trimming is refused while either floor is lower, and a floor for encryption below that for decryption too.
        int decryption = Math.max(version, version(key, "min_decryption_version", 0));
        int encryption = Math.max(decryption, version(key, "min_encryption_version", 0));
        done(
                "keys/" + address.key() + "/config",
                Map.of("min_decryption_version", decryption, "min_encryption_version", encryption));
        done("keys/" + address.key() + "/trim", Map.of("min_available_version", version));
        // Older ones answer all that without content, so only this shows that nobody on the way has answered for Vault.
        if (version(state(), "min_available_version", 0) < version) {
            throw new KeyServiceSilent("the old versions are still there");
        }
    }

    private JsonNode state() {
        Answer answer = wire.get(address.to("keys/" + address.key()));
        if (!answer.isGood()) {
            throw answer.unusable();
        }
        JsonNode key = answer.body().path("data");
        version(key, "latest_version", 1);
        return key;
    }

    private Answer done(String what, Map<String, ?> body) {
        Answer answer = wire.post(address.to(what), body);
        if (!answer.isGood() || !answer.body().isObject()) {
            throw answer.unusable();
        }
        return answer;
    }

    private static String text(Answer answer, String name) {
        String text = answer.body().path("data").path(name).stringValue("");
        if (!answer.isGood() || text.isEmpty()) {
            throw answer.unusable();
        }
        return text;
    }

    private static int version(JsonNode key, String name, int least) {
        int version = key.path(name).intValue(-1);
        if (version < least) {
            throw new KeyServiceSilent("an answer that makes no sense");
        }
        return version;
    }

    private static boolean isCanonical(String base64) {
        try {
            return base64(Base64.getDecoder().decode(base64)).equals(base64);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
