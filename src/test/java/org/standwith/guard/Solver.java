package org.standwith.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.json.JsonMapper;

/** Solves a challenge as a program of somebody else's would, that has read the protocol and not our code. */
public final class Solver {

    private Solver() {}

    public static String solve(Challenge challenge) {
        return payload(fields(challenge));
    }

    /** What is sent, before it is put into JSON and base64. */
    static Map<String, Object> fields(Challenge challenge) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("algorithm", challenge.algorithm());
        fields.put("challenge", challenge.challenge());
        fields.put("number", numberOf(challenge));
        fields.put("salt", challenge.salt());
        fields.put("signature", challenge.signature());
        fields.put("took", 7);
        return fields;
    }

    static String payload(Map<String, Object> fields) {
        return Base64.getEncoder().encodeToString(JsonMapper.shared().writeValueAsBytes(fields));
    }

    private static long numberOf(Challenge challenge) {
        return LongStream.rangeClosed(0, challenge.maxnumber())
                .filter(number -> sha256(challenge.salt() + number).equals(challenge.challenge()))
                .findFirst()
                .orElseThrow();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
