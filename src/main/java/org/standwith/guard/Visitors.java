package org.standwith.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells addresses apart without keeping them. The key is in memory only and another one every day, so that not even who has
 * this node's memory of today can say who came yesterday.
 */
@Component
class Visitors {

    private static final String ALGORITHM = "HmacSHA256";

    /** A household's part of an IPv6 address; the rest of it changes as its devices like. */
    private static final int HOUSEHOLD = Long.BYTES;

    /** Stands for an address for a day, and says nothing of it. */
    record Visitor(long first, long second) {}

    private record Key(LocalDate day, SecretKeySpec secret) {}

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<@Nullable Key> key = new AtomicReference<>();

    Visitors(Clock clock) {
        this.clock = clock;
    }

    Visitor at(String address) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secretOfToday());
            ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(shared(address).getBytes(StandardCharsets.UTF_8)));
            return new Visitor(hash.getLong(), hash.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SecretKeySpec secretOfToday() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Key known = key.get();
        while (known == null || !known.day().equals(today)) {
            byte[] fresh = new byte[32];
            random.nextBytes(fresh);
            key.compareAndSet(known, new Key(today, new SecretKeySpec(fresh, ALGORITHM)));
            known = key.get();
        }
        return known.secret();
    }

    /** What an address has in common with others of the same place. */
    private static String shared(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            // With a colon in it, it is never looked up as a name; the name of an interface of ours says nothing.
            byte[] bytes =
                    InetAddress.getByName(address.replaceFirst("%.*", "")).getAddress();
            return bytes.length == Integer.BYTES
                    ? InetAddress.getByAddress(bytes).getHostAddress()
                    : HexFormat.of().formatHex(Arrays.copyOf(bytes, HOUSEHOLD));
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }
}
