package org.standwith.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.standwith.canary.Encodings.Form;

/**
 * Something that is looked for.
 *
 * @param owner whose it is
 * @param text what can be in it nowhere else
 * @param value what it is a part of; where a value was hashed, the text is not there to be found
 */
record Marker(String owner, Field field, String text, String value) {

    private static final List<String> DIGESTS = List.of("MD5", "SHA-1", "SHA-256");

    Marker(String owner, Field field, String text) {
        this(owner, field, text, text);
    }

    List<Form> forms() {
        List<Form> forms = new ArrayList<>(Encodings.of(text));
        if (field == Field.LINK) {
            // It is random, and so its hash, by which it is known again, tells nothing.
            return forms;
        }
        Set<String> values = new LinkedHashSet<>();
        for (String each : List.of(value, text)) {
            values.add(each.strip().toLowerCase(Locale.ROOT));
            values.add(each);
        }
        for (String each : values) {
            for (String digest : DIGESTS) {
                forms.addAll(Encodings.ofBytes(digest, hash(digest, each)));
            }
        }
        if (field == Field.ADDRESS) {
            forms.addAll(InternetAddress.forms(text));
        }
        return forms;
    }

    private static byte[] hash(String digest, String text) {
        try {
            return MessageDigest.getInstance(digest).digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
