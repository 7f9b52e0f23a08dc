package org.standwith.vault;

import com.google.crypto.tink.Aead;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Seals what belongs to no dossier, bound to the row that carries it. What need not last has a key for each day, so that it
 * can be destroyed in every copy at once.
 */
@Component
public class Seals {

    /** What is sealed; each has keys of its own. */
    public enum Compartment {
        /** Whose a contribution is. */
        OWNER(false, false),
        /** An id at a provider. */
        PROVIDER_ID(false, false),
        /** What a risk policy has to be, to be the one that staff have agreed upon. */
        POLICY(false, false),
        /** A webhook that waits. */
        INBOX(true, false),
        /** What a repeated request is answered with. */
        ANSWER(true, true),
        /** A letter that waits for the mail server. */
        MAIL(true, true),
        /** Who is signed in, or may be by a link. */
        SESSION(true, true),
        /** What has still to be done for somebody. */
        ERRAND(false, true),
        /** A wish to be reminded that nobody has confirmed yet. */
        WISH(true, true),
        /** By what a link in a letter knows its mailbox again. */
        LINK(false, false);

        private final boolean daily;

        /** Whether lengths would tell something of people. */
        private final boolean padded;

        Compartment(boolean daily, boolean padded) {
            this.daily = daily;
            this.padded = padded;
        }

        private String keyName() {
            return "seal:" + name();
        }

        private String keyName(LocalDate day) {
            return daily ? keyName() + ":" + day : keyName();
        }
    }

    private final ServiceKeys keys;
    private final Alarm alarm;
    private final Clock clock;
    private final KeySchema schema;

    Seals(ServiceKeys keys, Alarm alarm, Clock clock, KeySchema schema) {
        this.keys = keys;
        this.alarm = alarm;
        this.clock = clock;
        this.schema = schema;
    }

    /** @param row which row carries it: it opens nowhere else */
    public byte[] seal(Compartment compartment, String row, byte[] plain) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Aead key = keys.get(compartment.keyName(today), Aead.class, Sealing::newKey);
        int day = dayOf(compartment, today);
        byte[] sealed =
                Sealing.seal(key, compartment.padded ? Padding.add(plain) : plain, binding(compartment, row, day));
        return ByteBuffer.allocate(Integer.BYTES + sealed.length)
                .putInt(day)
                .put(sealed)
                .array();
    }

    /**
     * Nothing where its key was destroyed.
     *
     * @throws Tampered when it is not what was sealed for this row
     */
    public Optional<byte[]> open(Compartment compartment, String row, byte[] sealed) {
        if (sealed.length < Integer.BYTES) {
            throw alarm.raise(new Tampered(compartment.name()));
        }
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        int day = buffer.getInt();
        if (!isPossible(compartment, day)) {
            throw alarm.raise(new Tampered(compartment.name()));
        }
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return keys.find(compartment.keyName(LocalDate.ofEpochDay(day)), Aead.class)
                .map(found -> {
                    try {
                        byte[] plain = Sealing.open(found, rest, binding(compartment, row, day), compartment.name());
                        return compartment.padded ? Padding.remove(plain) : plain;
                    } catch (Tampered e) {
                        throw alarm.raise(e);
                    }
                });
    }

    /** As above, of what anybody may have made up: then there is nothing, and no alarm. */
    public Optional<byte[]> openForeign(Compartment compartment, String row, byte[] sealed) {
        if (sealed.length <= Integer.BYTES || ByteBuffer.wrap(sealed).getInt() != 0 || compartment.daily) {
            return Optional.empty();
        }
        byte[] rest = Arrays.copyOfRange(sealed, Integer.BYTES, sealed.length);
        return keys.find(compartment.keyName(), Aead.class).flatMap(key -> {
            try {
                return Optional.of(Sealing.open(key, rest, binding(compartment, row, 0), compartment.name()));
            } catch (Tampered e) {
                return Optional.empty();
            }
        });
    }

    /** Whether it was sealed on a day before this one. */
    public static boolean isBefore(LocalDate day, byte[] sealed) {
        return sealed.length >= Integer.BYTES && ByteBuffer.wrap(sealed).getInt() < day.toEpochDay();
    }

    /** Destroys the keys of all days before this one: what they have sealed is gone, from backups too. */
    public void destroyBefore(Compartment compartment, LocalDate day) {
        if (!compartment.daily) {
            throw new IllegalArgumentException(compartment + " has no keys of days");
        }
        keys.destroyBetween(compartment.keyName() + ":", compartment.keyName(day));
    }

    private static int dayOf(Compartment compartment, LocalDate today) {
        return compartment.daily ? Math.toIntExact(today.toEpochDay()) : 0;
    }

    /** Another node may be a day ahead. */
    private boolean isPossible(Compartment compartment, int day) {
        return compartment.daily
                ? day <= LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay() + 1
                : day == 0;
    }

    private byte[] binding(Compartment compartment, String row, int day) {
        return Sealing.binding(schema.organisation(), compartment.name(), row, Integer.toString(day));
    }
}
