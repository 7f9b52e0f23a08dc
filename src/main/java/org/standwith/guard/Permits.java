package org.standwith.guard;

import io.github.bucket4j.Bucket;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * The way in for browsers that do not calculate: whoever has waited may come in once. Anybody gets as many as they like,
 * without being told apart; few of them work in a minute, and so few are worth having.
 */
@Component
class Permits {

    /** After the wait. Others may be before one. */
    private static final Duration VALID = Duration.ofHours(1);

    private static final int NONCE = 16;
    private static final String ALGORITHM = "HmacSHA256";

    /** What becomes of one that is shown. */
    sealed interface Redemption {
        record Good() implements Redemption {}

        /** It is good, but not yet. */
        record Early(Duration left) implements Redemption {}

        /** It is good, but others came first: in a minute. */
        record Crowded() implements Redemption {}

        /** It is not ours, too old, or was used. */
        record Refused() implements Redemption {}
    }

    private record Signed(String nonce, Instant from) {}

    private final DailyKeys keys;
    private final SpentProofs spent;
    private final Clock clock;
    private final Duration wait;
    private final Bucket everybody;
    private final SecureRandom random = new SecureRandom();

    Permits(DailyKeys keys, SpentProofs spent, Limits limits, GuardProperties properties, Clock clock) {
        this.keys = keys;
        this.spent = spent;
        this.clock = clock;
        this.wait = properties.permits().after();
        this.everybody = limits.bucket(properties.permits().perMinute(), Duration.ofMinutes(1));
    }

    /** A new one, that works after the wait. */
    String issue() {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] signed = ByteBuffer.allocate(NONCE + Long.BYTES)
                .put(nonce)
                .putLong(clock.instant().plus(wait).getEpochSecond())
                .array();
        byte[] signature = signature(signed, keys.current(DailyKeys.Use.PERMIT));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(signed.length + signature.length)
                        .put(signed)
                        .put(signature)
                        .array());
    }

    Redemption redeem(String permit) {
        Optional<Signed> ours = read(permit);
        if (ours.isEmpty()) {
            return new Redemption.Refused();
        }
        Signed signed = ours.get();
        Duration left = Duration.between(clock.instant(), signed.from());
        if (left.isPositive()) {
            return new Redemption.Early(left);
        }
        // Asked first, so that used ones do not keep others out.
        if (left.plus(VALID).isNegative() || spent.isTaken(signed.nonce())) {
            return new Redemption.Refused();
        }
        if (!everybody.tryConsume(1)) {
            return new Redemption.Crowded();
        }
        return spent.take(signed.nonce(), signed.from().plus(VALID)) ? new Redemption.Good() : new Redemption.Refused();
    }

    private Optional<Signed> read(String permit) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(permit));
            byte[] signed = new byte[NONCE + Long.BYTES];
            bytes.get(signed);
            byte[] signature = new byte[bytes.remaining()];
            bytes.get(signature);
            boolean ours = keys.accepted(DailyKeys.Use.PERMIT).stream()
                    .anyMatch(key -> MessageDigest.isEqual(signature, signature(signed, key)));
            return ours
                    ? Optional.of(new Signed(
                            HexFormat.of().formatHex(Arrays.copyOf(signed, NONCE)),
                            Instant.ofEpochSecond(
                                    ByteBuffer.wrap(signed).position(NONCE).getLong())))
                    : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] signature(byte[] signed, String key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), ALGORITHM));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
