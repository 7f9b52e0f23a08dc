package org.standwith.canary;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The forms in which a text can lie somewhere: as it is, escaped, encoded, in other letters, in other bytes. */
final class Encodings {

    /** Shorter ones would be found where nothing leaked. */
    static final int SHORTEST = 8;

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    private final Map<ByteBuffer, Form> forms = new LinkedHashMap<>();

    private Encodings() {}

    /** One form; of two encodings that give the same bytes, the first has the name. */
    record Form(String encoding, byte[] bytes) {}

    /** All forms of this text that are long enough to mean something. */
    static Collection<Form> of(String text) {
        var encodings = new Encodings();
        encodings.inLetters("", text);
        encodings.inLetters("lower case, ", text.toLowerCase(Locale.ROOT));
        encodings.inLetters("upper case, ", text.toUpperCase(Locale.ROOT));
        return encodings.forms.values();
    }

    /** All forms of bytes that are no text, such as a hash or a packed address. */
    static Collection<Form> ofBytes(String what, byte[] bytes) {
        var encodings = new Encodings();
        encodings.inBytes(what + ", ", bytes);
        return encodings.forms.values();
    }

    private void inLetters(String letters, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        inBytes(letters, bytes);
        add(letters + "UTF-16LE", text.getBytes(UTF_16LE));
        add(letters + "UTF-16BE", text.getBytes(UTF_16BE));
        String form = URLEncoder.encode(text, UTF_8);
        add(letters + "URL, form", form);
        add(letters + "URL, path", form.replace("+", "%20"));
        add(letters + "URL, path in lower case", lowerEscapes(form.replace("+", "%20")));
        add(letters + "URL, all of it", eachByte(bytes, octet -> "%%%02X".formatted(octet)));
        add(letters + "URL, all of it in lower case", eachByte(bytes, octet -> "%%%02x".formatted(octet)));
        for (boolean upper : List.of(false, true)) {
            String unicode = upper ? "\\u%04X" : "\\u%04x";
            String reference = upper ? "&#x%X;" : "&#x%x;";
            String hexCase = upper ? ", upper hex" : "";
            add(letters + "JSON" + hexCase, eachUnit(text, unit -> json(unit, unicode)));
            add(letters + "JSON, all of it" + hexCase, eachUnit(text, unicode::formatted));
            add(letters + "HTML, hexadecimal" + hexCase, eachPoint(text, point -> html(point, reference)));
            add(letters + "HTML, all of it hexadecimal" + hexCase, eachPoint(text, reference::formatted));
            add(
                    letters + "quoted-printable, all of it" + hexCase,
                    eachByte(bytes, (upper ? "=%02X" : "=%02x")::formatted));
        }
        add(letters + "HTML, decimal", eachPoint(text, point -> html(point, "&#%d;")));
        add(letters + "HTML, all of it decimal", eachPoint(text, "&#%d;"::formatted));
        add(letters + "HTML, named", eachPoint(text, Encodings::named));
        add(letters + "quoted-printable", eachByte(bytes, octet -> plain(octet) ? ascii(octet) : quoted(octet)));
        add(letters + "RFC 2047 Q", eachByte(bytes, Encodings::wordQ));
        // An encoded word in B is base64 from the word's start, which is one of the three ways to lie in base64.
    }

    private void inBytes(String prefix, byte[] bytes) {
        add(prefix + "as it is", bytes);
        add(prefix + "hex", HexFormat.of().formatHex(bytes));
        add(prefix + "upper hex", HexFormat.of().withUpperCase().formatHex(bytes));
        for (int before = 0; before < 3; before++) {
            add(prefix + "base64 after " + before, inner(Base64.getEncoder(), bytes, before));
            add(prefix + "base64url after " + before, inner(Base64.getUrlEncoder(), bytes, before));
        }
    }

    /** What of base64 does not depend on the bytes before and after these. */
    private static String inner(Base64.Encoder encoder, byte[] bytes, int before) {
        byte[] moved = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, moved, before, bytes.length);
        String encoded = encoder.withoutPadding().encodeToString(moved);
        int start = before == 0 ? 0 : before + 1;
        int end = moved.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
        return start < end ? encoded.substring(start, end) : "";
    }

    private void add(String encoding, String text) {
        add(encoding, text.getBytes(UTF_8));
    }

    private void add(String encoding, byte[] bytes) {
        if (bytes.length >= SHORTEST) {
            forms.putIfAbsent(ByteBuffer.wrap(bytes), new Form(encoding, bytes));
        }
    }

    private static String json(int unit, String unicode) {
        return unit == '"' || unit == '\\'
                ? "\\" + (char) unit
                : unit < ' ' || unit > '~' ? unicode.formatted(unit) : ascii(unit);
    }

    private static String html(int point, String reference) {
        return point > '~' || "&<>\"'@+/=`".indexOf(point) >= 0
                ? reference.formatted(point)
                : Character.toString(point);
    }

    private static String named(int point) {
        return switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> Character.toString(point);
        };
    }

    private static String wordQ(int octet) {
        return octet == ' ' ? "_" : octet == '_' || octet == '?' || !plain(octet) ? quoted(octet) : ascii(octet);
    }

    private static boolean plain(int octet) {
        return octet >= ' ' && octet <= '~' && octet != '=';
    }

    private static String quoted(int octet) {
        return "=%02X".formatted(octet);
    }

    private static String ascii(int character) {
        return Character.toString(character);
    }

    private static String lowerEscapes(String url) {
        return ESCAPE.matcher(url).replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
    }

    private static String eachByte(byte[] bytes, IntFunction<String> written) {
        var text = new StringBuilder();
        for (byte each : bytes) {
            text.append(written.apply(each & 0xff));
        }
        return text.toString();
    }

    private static String eachUnit(String text, IntFunction<String> written) {
        return text.chars().mapToObj(written).collect(Collectors.joining());
    }

    private static String eachPoint(String text, IntFunction<String> written) {
        return text.codePoints().mapToObj(written).collect(Collectors.joining());
    }
}
