package org.standwith.supporters;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device that keeps one passkey, with the browser on it. It does what it is told, also what no browser would do. */
public final class Device {

    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int KEY_FOLLOWS = 0x40;
    private static final int COORDINATE = 32;

    private final KeyPair keys;
    private final byte[] id;
    private byte[] handle = {};
    private int count;
    private boolean asksItsOwner = true;

    public Device() {
        this(new BigInteger(128, new SecureRandom()).toString(Character.MAX_RADIX));
    }

    /** @param name its passkey's id */
    public Device(String name) {
        id = ascii(name);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does not care who holds it. */
    Device asksNobody() {
        asksItsOwner = false;
        return this;
    }

    /** Says that it has signed so often; 0 where it does not count. */
    Device counts(int times) {
        count = times;
        return this;
    }

    Device keepsUnder(byte[] name) {
        handle = name;
        return this;
    }

    /** The id of its passkey. */
    byte[] id() {
        return id;
    }

    /** Makes the passkey, on a page of this origin. */
    public String makes(String options, String origin) {
        JsonNode asked = JsonMapper.shared().readTree(options);
        handle = bytes(asked.at("/user/id").stringValue());
        byte[] authenticator = join(
                authenticator(asked.at("/rp/id").stringValue(), KEY_FOLLOWS), new byte[16], length(id), id, cose());
        byte[] attestation = join(
                new byte[] {(byte) 0xa3, 0x63},
                ascii("fmt"),
                new byte[] {0x64},
                ascii("none"),
                new byte[] {0x67},
                ascii("attStmt"),
                new byte[] {(byte) 0xa0, 0x68},
                ascii("authData"),
                new byte[] {0x58, (byte) authenticator.length},
                authenticator);
        return written(Map.of(
                "clientDataJSON",
                text(client("webauthn.create", asked, origin)),
                "attestationObject",
                text(attestation)));
    }

    /** Signs in by the passkey, on a page of this origin. */
    public String answers(String options, String origin) {
        JsonNode asked = JsonMapper.shared().readTree(options);
        byte[] client = client("webauthn.get", asked, origin);
        byte[] authenticator = authenticator(asked.at("/rpId").stringValue(), 0);
        return written(Map.of(
                "clientDataJSON",
                text(client),
                "authenticatorData",
                text(authenticator),
                "signature",
                text(signed(join(authenticator, sha256(client)))),
                "userHandle",
                text(handle)));
    }

    private byte[] authenticator(String site, int more) {
        int flags = PRESENT | more | (asksItsOwner ? VERIFIED : 0);
        return join(
                sha256(ascii(site)),
                new byte[] {(byte) flags},
                ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
    }

    private byte[] cose() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return join(
                new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, COORDINATE},
                coordinate(key.getW().getAffineX().toByteArray()),
                new byte[] {0x22, 0x58, COORDINATE},
                coordinate(key.getW().getAffineY().toByteArray()));
    }

    private byte[] signed(byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String written(Map<String, String> response) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "id",
                        text(id),
                        "rawId",
                        text(id),
                        "type",
                        "public-key",
                        "response",
                        response,
                        "clientExtensionResults",
                        Map.of()));
    }

    private static byte[] client(String type, JsonNode asked, String origin) {
        return JsonMapper.shared()
                .writeValueAsBytes(
                        Map.of("type", type, "challenge", asked.get("challenge").stringValue(), "origin", origin));
    }

    private static byte[] coordinate(byte[] number) {
        byte[] fixed = new byte[COORDINATE];
        int length = Math.min(number.length, COORDINATE);
        System.arraycopy(number, number.length - length, fixed, COORDINATE - length, length);
        return fixed;
    }

    private static byte[] length(byte[] bytes) {
        return ByteBuffer.allocate(Short.BYTES).putShort((short) bytes.length).array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
