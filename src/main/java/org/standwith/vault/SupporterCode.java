package org.standwith.vault;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The secret by which a supporter without a mailbox is known: 130 random bits and two check characters, in the alphabet of
 * Crockford, which has no letters that are mistaken for others. It is shown once, and what is kept cannot be turned back
 * into it. Shows itself to nobody by accident.
 *
 * @see <a href="https://www.crockford.com/base32.html">Douglas Crockford, Base 32</a>
 */
@JsonSerialize(using = NotAsJson.class)
public final class SupporterCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int SECRET = 26;
    private static final int CHECK = 2;
    private static final int GROUP = 4;
    private static final int BITS = 5;

    /** The largest prime of two characters: no single mistake and no exchange of neighbours leaves the rest unchanged. */
    private static final BigInteger PRIME = BigInteger.valueOf(1021);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Without spaces, capitals only. */
    private final String canonical;

    private SupporterCode(String canonical) {
        this.canonical = canonical;
    }

    /** A new one, that nobody else has. */
    static SupporterCode random() {
        BigInteger secret = new BigInteger(SECRET * BITS, RANDOM);
        return new SupporterCode(write(secret, SECRET) + write(secret.mod(PRIME), CHECK));
    }

    /**
     * Reads one as people write it: in groups or not, small letters or capitals, {@code O} for {@code 0}, {@code I} or
     * {@code L} for {@code 1}. Nothing where it cannot be one, as after a slip of the pen.
     */
    public static Optional<SupporterCode> read(String text) {
        String plain = text.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}.]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        if (plain.length() != SECRET + CHECK || !plain.chars().allMatch(each -> ALPHABET.indexOf(each) >= 0)) {
            return Optional.empty();
        }
        BigInteger secret = read(plain, 0, SECRET);
        return secret.mod(PRIME).equals(read(plain, SECRET, SECRET + CHECK))
                ? Optional.of(new SupporterCode(plain))
                : Optional.empty();
    }

    /** The code itself in groups of four, for the one place that shows it. */
    public String reveal() {
        return canonical.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    /** Stands for it where it is not known: from this, nobody gets back to the code. */
    byte[] verifier() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(("standwith supporter code " + canonical).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String write(BigInteger number, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = length - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt(number.shiftRight(i * BITS).intValue() & (ALPHABET.length() - 1)));
        }
        return text.toString();
    }

    private static BigInteger read(String text, int from, int to) {
        BigInteger number = BigInteger.ZERO;
        for (int i = from; i < to; i++) {
            number = number.shiftLeft(BITS).add(BigInteger.valueOf(ALPHABET.indexOf(text.charAt(i))));
        }
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SupporterCode code
                && MessageDigest.isEqual(
                        canonical.getBytes(StandardCharsets.US_ASCII),
                        code.canonical.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
