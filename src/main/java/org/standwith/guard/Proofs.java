package org.standwith.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.altcha.altcha.Altcha;
import org.altcha.altcha.Altcha.Algorithm;
import org.altcha.altcha.Altcha.ChallengeOptions;
import org.altcha.altcha.Altcha.Payload;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Proofs of work after ALTCHA's protocol: given out to anybody, kept nowhere, taken once. */
@Component
class Proofs {

    private static final Duration VALID = Duration.ofMinutes(10);

    /** Longer than any that a browser sends. */
    private static final int LONGEST = 1_024;

    private static final Algorithm ALGORITHM = Algorithm.SHA256;

    /** What the browser sends: what it was given, and the number. Its own account of how long it took is not read. */
    private record Solved(String algorithm, String challenge, Long number, String salt, String signature) {}

    private final DailyKeys keys;
    private final SpentProofs spent;
    private final GuardProperties properties;
    private final JsonMapper json;
    private final Clock clock;

    Proofs(DailyKeys keys, SpentProofs spent, GuardProperties properties, JsonMapper json, Clock clock) {
        this.keys = keys;
        this.spent = spent;
        this.properties = properties;
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        this.clock = clock;
    }

    Challenge challenge() {
        ChallengeOptions options = new ChallengeOptions()
                .setAlgorithm(ALGORITHM)
                .setMaxNumber(properties.difficulty())
                .setSecureRandomNumber(true)
                .setExpires(clock.instant().plus(VALID).getEpochSecond())
                .setHmacKey(keys.current(DailyKeys.Use.CHALLENGE));
        try {
            Altcha.Challenge made = Altcha.createChallenge(options);
            return new Challenge(ALGORITHM.getName(), made.challenge, made.maxnumber, made.salt, made.signature);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this is a proof; it is none any more then. */
    boolean redeem(String payload) {
        return read(payload)
                .filter(this::isSolved)
                .flatMap(solved -> expiry(solved)
                        .filter(expiry -> clock.instant().isBefore(expiry))
                        // Of all that is sent, this alone cannot be written in two ways.
                        .filter(expiry -> spent.take(solved.challenge(), expiry)))
                .isPresent();
    }

    private Optional<Solved> read(String payload) {
        if (payload.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(json.readValue(Base64.getDecoder().decode(payload.strip()), Solved.class));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private boolean isSolved(Solved solved) {
        if (!ALGORITHM.getName().equals(solved.algorithm())) {
            return false;
        }
        Payload payload = new Payload();
        payload.algorithm = solved.algorithm();
        payload.challenge = solved.challenge();
        payload.number = solved.number();
        payload.salt = solved.salt();
        payload.signature = solved.signature();
        return keys.accepted(DailyKeys.Use.CHALLENGE).stream().anyMatch(key -> isSigned(payload, key));
    }

    private static boolean isSigned(Payload payload, String key) {
        try {
            // Without a look at when it expires: that would be by the machine's clock.
            return Altcha.verifySolution(payload, key, false);
        } catch (Exception unreadable) {
            return false;
        }
    }

    private static Optional<Instant> expiry(Solved solved) {
        try {
            Map<String, String> parameters = Altcha.extractParams(solved.salt());
            return Optional.ofNullable(parameters.get("expires"))
                    .map(Long::parseLong)
                    .map(Instant::ofEpochSecond);
        } catch (Exception unreadable) {
            return Optional.empty();
        }
    }
}
