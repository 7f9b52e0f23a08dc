package org.standwith.payments.paypal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates, from whoever they are. */
final class CertificateReader {

    static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final Pattern PEM = Pattern.compile(PEM_BEGIN + "([^-]*+)-----END CERTIFICATE-----");
    /** What stands between its letters; in an environment variable an end of line is at times written as \n. */
    private static final Pattern BETWEEN = Pattern.compile("\\\\n|\\s");

    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final ByteBuffer CA_ISSUERS = ByteBuffer.wrap(new byte[] {0x2B, 6, 1, 5, 5, 7, 0x30, 2});
    private static final int OBJECT_ID = 0x06;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int ADDRESS = 0x86;

    private CertificateReader() {}

    /**
     * All in a file of the sort that servers of certificates give out: PEM, or DER.
     *
     * @throws IOException if there is none, or anything else, or more than so many
     */
    static List<X509Certificate> read(byte[] file, int most) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] each : encoded(file, most)) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(each)));
            }
        } catch (CertificateException | RuntimeException e) {
            throw new IOException("no certificate", e);
        }
        if (certificates.isEmpty() || certificates.size() > most) {
            throw new IOException("none, or too many");
        }
        return List.copyOf(certificates);
    }

    private static List<byte[]> encoded(byte[] file, int most) {
        // Every byte is a letter in this character set, so that DER is not spoilt by looking for PEM in it.
        String text = new String(file, ISO_8859_1);
        if (!text.contains(PEM_BEGIN)) {
            return List.of(file);
        }
        List<byte[]> certificates = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find() && certificates.size() <= most) {
            certificates.add(Base64.getDecoder()
                    .decode(BETWEEN.matcher(block.group(1)).replaceAll("").getBytes(ISO_8859_1)));
        }
        return certificates;
    }

    /**
     * Where a certificate says that its issuer's is. Java knows the field but shows it to nobody.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1">RFC 5280, Authority Information Access</a>
     */
    static List<String> issuerAddresses(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(AUTHORITY_INFORMATION_ACCESS);
        if (extension == null) {
            return List.of();
        }
        List<String> addresses = new ArrayList<>();
        try {
            ByteBuffer descriptions = content(content(ByteBuffer.wrap(extension), OCTETS), SEQUENCE);
            while (descriptions.hasRemaining()) {
                ByteBuffer description = content(descriptions, SEQUENCE);
                ByteBuffer method = content(description, OBJECT_ID);
                boolean isAddress = (description.get(description.position()) & 0xFF) == ADDRESS;
                if (method.equals(CA_ISSUERS) && isAddress) {
                    addresses.add(
                            ISO_8859_1.decode(content(description, ADDRESS)).toString());
                }
            }
        } catch (RuntimeException e) {
            // It ends too early, or is something else: then it names nothing.
            return List.of();
        }
        return List.copyOf(addresses);
    }

    /** What is inside of the next DER value, which must be of that sort. */
    private static ByteBuffer content(ByteBuffer from, int sort) {
        if ((from.get() & 0xFF) != sort) {
            throw new IllegalArgumentException();
        }
        int length = from.get() & 0xFF;
        int lengthBytes = length > 0x80 ? length - 0x80 : 0;
        if (length == 0x80 || lengthBytes > 2) {
            throw new IllegalArgumentException();
        }
        for (int i = 0; i < lengthBytes; i++) {
            length = (i == 0 ? 0 : length << 8) | (from.get() & 0xFF);
        }
        ByteBuffer content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
    }
}
