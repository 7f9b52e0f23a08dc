package org.standwith.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers in the place of Vault's Transit engine, mounted at {@code transit}, with real cryptography and Vault's rules:
 * versions, associated data, floors, trimming, and how leniently it reads a ciphertext.
 */
public final class FakeTransit implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;

    /** A key and its versions. Only those of {@code versions} exist; the numbers go on after the last of them. */
    private static final class Ring {
        private final TreeMap<Integer, byte[]> versions = new TreeMap<>();
        private String type = "aes256-gcm96";
        private boolean derived;
        private int available;
        private int decryption = 1;
        private int encryption;

        void rotate() {
            byte[] key = new byte[32];
            RANDOM.nextBytes(key);
            versions.put(versions.isEmpty() ? 1 : versions.lastKey() + 1, key);
        }
    }

    private record Answer(int status, Map<String, ?> body) {
        static Answer of(Map<String, ?> data) {
            return new Answer(200, Map.of("data", data));
        }

        static Answer wrong(int status, String... errors) {
            return new Answer(status, Map.of("errors", List.of(errors)));
        }
    }

    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Ring> keys = new LinkedHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer server;
    private volatile String token;
    private volatile boolean sealed;
    private volatile boolean ignoresAssociatedData;

    private FakeTransit(HttpServer server, String token) {
        this.server = server;
        this.token = token;
    }

    /** @param token the only one that is let in */
    public static FakeTransit start(String token) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeTransit transit = new FakeTransit(server, token);
            server.createContext("/", transit::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return transit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code standwith.vault.kek}. */
    public String kek(String key) {
        return "vault:" + address(key);
    }

    String address(String key) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/transit/" + key;
    }

    /** How many requests were made, also those that were refused. */
    public int calls() {
        return calls.get();
    }

    /** From now on it answers nothing but that it is sealed; or no longer so. */
    public void seal(boolean now) {
        sealed = now;
    }

    public void letIn(String other) {
        token = other;
    }

    /** As before version 1.13. */
    public void ignoreAssociatedData() {
        ignoresAssociatedData = true;
    }

    /** As somebody else would make it. */
    public synchronized void make(String key, String type, boolean derived) {
        Ring ring = new Ring();
        ring.type = type;
        ring.derived = derived;
        ring.rotate();
        keys.put(key, ring);
    }

    /** Which versions there still is key material of. */
    public synchronized List<Integer> versions(String key) {
        return List.copyOf(Objects.requireNonNull(keys.get(key)).versions.keySet());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = answer(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Vault-Token"), ""),
                    body.length == 0 ? json.createObjectNode() : json.readTree(body));
            byte[] bytes = json.writeValueAsBytes(answer.body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Answer answer(String method, String path, String with, JsonNode body) {
        if (sealed) {
            return Answer.wrong(503, "Vault is sealed");
        }
        if (!with.equals(token)) {
            return Answer.wrong(403, "permission denied");
        }
        if (!path.startsWith("/v1/transit/")) {
            return Answer.wrong(404, "no handler for route \"" + path.substring(4) + "\". route entry not found.");
        }
        String[] parts = path.substring("/v1/transit/".length()).split("/");
        String what = method + " " + parts[0] + (parts.length > 2 ? "/" + parts[2] : "");
        Ring ring = keys.get(parts[1]);
        if (what.equals("POST keys")) {
            if (ring == null) {
                make(parts[1], body.path("type").stringValue("aes256-gcm96"), false);
            }
            return state(parts[1], Objects.requireNonNull(keys.get(parts[1])));
        }
        if (ring == null) {
            return what.equals("GET keys") ? Answer.wrong(404) : Answer.wrong(400, "encryption key not found");
        }
        return switch (what) {
            case "GET keys" -> state(parts[1], ring);
            case "POST encrypt" -> encrypt(ring, body);
            case "POST decrypt" -> decrypt(ring, body);
            case "POST keys/rotate" -> {
                ring.rotate();
                yield state(parts[1], ring);
            }
            case "POST keys/config" -> configure(parts[1], ring, body);
            case "POST keys/trim" ->
                trim(parts[1], ring, body.path("min_available_version").intValue(0));
            default -> Answer.wrong(405, "unsupported operation");
        };
    }

    private static Answer state(String name, Ring ring) {
        return Answer.of(Map.of(
                "name", name,
                "type", ring.type,
                "derived", ring.derived,
                "latest_version", ring.versions.lastKey(),
                "min_available_version", ring.available,
                "min_decryption_version", ring.decryption,
                "min_encryption_version", ring.encryption));
    }

    private static Answer configure(String name, Ring ring, JsonNode body) {
        int decryption = body.path("min_decryption_version").intValue(ring.decryption);
        int encryption = body.path("min_encryption_version").intValue(ring.encryption);
        int latest = ring.versions.lastKey();
        if (decryption > latest || encryption > latest || encryption > 0 && encryption < decryption) {
            return Answer.wrong(400, "cannot set min encryption/decryption values");
        }
        if (ring.available > encryption || ring.available > decryption) {
            return Answer.wrong(400, "min version should not be less than min available version");
        }
        ring.decryption = decryption;
        ring.encryption = encryption;
        return state(name, ring);
    }

    private static Answer trim(String name, Ring ring, int version) {
        if (version < ring.available) {
            return Answer.wrong(400, "minimum available version cannot be decremented");
        }
        if (ring.encryption == 0) {
            return Answer.wrong(400, "minimum encryption version is not set");
        }
        if (version > ring.encryption || version > ring.decryption || version < 1) {
            return Answer.wrong(400, "minimum available version cannot be greater than the other minimums");
        }
        ring.available = version;
        ring.versions.headMap(version).clear();
        return state(name, ring);
    }

    private Answer encrypt(Ring ring, JsonNode body) {
        if (ring.derived) {
            return Answer.wrong(400, "missing 'context' for key derivation");
        }
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] sealed = gcm(
                Cipher.ENCRYPT_MODE,
                ring.versions.lastEntry().getValue(),
                nonce,
                associated(body),
                Base64.getDecoder().decode(body.path("plaintext").stringValue("")));
        byte[] all = ByteBuffer.allocate(NONCE + Objects.requireNonNull(sealed).length)
                .put(nonce)
                .put(sealed)
                .array();
        int version = ring.versions.lastKey();
        return Answer.of(Map.of(
                "ciphertext",
                "vault:v" + version + ":" + Base64.getEncoder().encodeToString(all),
                "key_version",
                version));
    }

    private Answer decrypt(Ring ring, JsonNode body) {
        String ciphertext = body.path("ciphertext").stringValue("");
        if (!ciphertext.startsWith("vault:v")) {
            return Answer.wrong(400, "invalid ciphertext: no prefix");
        }
        String[] fields = ciphertext.substring("vault:v".length()).split(":", 2);
        int version = Math.max(1, Integer.parseInt(fields[0]));
        if (version > ring.versions.lastKey()) {
            return Answer.wrong(400, "invalid ciphertext: version is too new");
        }
        if (version < ring.decryption) {
            return Answer.wrong(400, "ciphertext or signature version is disallowed by policy (too old)");
        }
        byte[] all = Base64.getMimeDecoder().decode(fields[1]);
        if (all.length < NONCE) {
            return Answer.wrong(400, "invalid ciphertext length");
        }
        byte[] plain = gcm(
                Cipher.DECRYPT_MODE,
                Objects.requireNonNull(ring.versions.get(version)),
                Arrays.copyOf(all, NONCE),
                associated(body),
                Arrays.copyOfRange(all, NONCE, all.length));
        return plain == null
                ? Answer.wrong(400, "cipher: message authentication failed")
                : Answer.of(Map.of("plaintext", Base64.getEncoder().encodeToString(plain)));
    }

    private byte[] associated(JsonNode body) {
        return ignoresAssociatedData
                ? new byte[0]
                : Base64.getDecoder().decode(body.path("associated_data").stringValue(""));
    }

    private static byte @Nullable [] gcm(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(associated);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }
}
