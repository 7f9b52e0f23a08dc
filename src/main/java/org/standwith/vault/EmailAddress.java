package org.standwith.vault;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.annotation.JsonSerialize;

/** Where mail reaches a supporter, as they wrote it. Shows itself to nobody by accident. */
@JsonSerialize(using = NotAsJson.class)
public final class EmailAddress {

    /** After RFC 5321. */
    private static final int LONGEST = 254;

    private static final int LONGEST_LOCAL_PART = 64;
    private static final Pattern LOCAL_PART = Pattern.compile("[^\\p{Z}\\p{C}@\"(),:;<>\\[\\\\\\]]+");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z][a-z0-9-]*[a-z0-9]");

    private final String written;
    private final String domain;

    private EmailAddress(String written, String domain) {
        this.written = written;
        this.domain = domain;
    }

    /** Nothing where no mail could be sent there: quoted names and addresses of machines are not taken. */
    public static Optional<EmailAddress> read(String text) {
        String written = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        int at = written.indexOf('@');
        if (at < 1 || at > LONGEST_LOCAL_PART) {
            return Optional.empty();
        }
        String local = written.substring(0, at);
        boolean dotted = local.startsWith(".") || local.endsWith(".") || local.contains("..");
        return domain(written.substring(at + 1))
                .filter(domain -> !dotted && LOCAL_PART.matcher(local).matches())
                // As it is kept, which may be longer than it was written.
                .filter(domain -> at + 1 + domain.length() <= LONGEST)
                .map(domain -> new EmailAddress(local + "@" + domain, domain));
    }

    /** One that was read before, when it was written: what is acceptable may have changed since. */
    public static EmailAddress kept(String written) {
        return new EmailAddress(written, written.substring(written.indexOf('@') + 1));
    }

    /** Names of other alphabets as mail servers know them. */
    private static Optional<String> domain(String text) {
        try {
            String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return Optional.of(ascii).filter(each -> DOMAIN.matcher(each).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The address itself, for the one place that has to use it. */
    public String reveal() {
        return written;
    }

    /** What comes after the {@code @}, in ASCII and small letters. */
    public String domain() {
        return domain;
    }

    /** Equal for what is the same mailbox to everybody: mail servers tell no capitals apart. Dots and plus signs count. */
    public String normal() {
        return written.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress address && normal().equals(address.normal());
    }

    @Override
    public int hashCode() {
        return normal().hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
