package org.standwith.payments.paypal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Tells a webhook that PayPal signed from one that says so. Whatever comes in, the answer is a value, and it repeats
 * nothing of what came. PayPal is asked for nothing but its certificate, and for that only once what can be checked
 * without it has been.
 *
 * <p>Nothing here bounds how old a webhook may be: PayPal repeats one for three days, and whoever stores them knows those
 * that were there before.
 *
 * @see <a href="https://developer.paypal.com/api/rest/webhooks/rest/#verify-webhook-signature">PayPal, Verify webhook
 *     signatures</a>
 */
final class PayPalSignature {

    private static final String ALGORITHM = "SHA256withRSA";
    /** Neither may hold the stroke that parts what is signed, or one could be moved into the other. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private static final Pattern TIME = Pattern.compile("[0-9TZ:.+-]{1,40}");
    /** As bytes, of the smallest key that counts. */
    private static final int SHORTEST_SIGNATURE = 256;

    private static final int LONGEST_HEADER = 2_048;

    private final String webhookId;
    private final PayPalCertificates certificates;

    /** @param webhookId by which PayPal knows the place it sends to; a signature for another is none for us */
    PayPalSignature(String webhookId, PayPalCertificates certificates) {
        this.webhookId = webhookId;
        this.certificates = certificates;
    }

    sealed interface Check {

        /** PayPal signed exactly these bytes, for us. */
        record Genuine() implements Check {}

        record Forged(String reason) implements Check {}

        /** The certificate is out of reach, which says nothing of the signature. PayPal's own answer decides. */
        record Undecided(String reason) implements Check {}
    }

    Check check(byte[] body, Map<String, String> headersByLowerCaseName) {
        String id = headersByLowerCaseName.getOrDefault("paypal-transmission-id", "");
        String time = headersByLowerCaseName.getOrDefault("paypal-transmission-time", "");
        String algorithm = headersByLowerCaseName.getOrDefault("paypal-auth-algo", "");
        if (!ID.matcher(id).matches() || !TIME.matcher(time).matches()) {
            return new Check.Forged("not signed, or not as PayPal does");
        }
        if (!algorithm.equals(ALGORITHM)) {
            return new Check.Forged("another algorithm");
        }
        byte[] signature = signature(headersByLowerCaseName.getOrDefault("paypal-transmission-sig", ""));
        if (signature.length == 0) {
            return new Check.Forged("no signature");
        }
        byte[] signed = (id + '|' + time + '|' + webhookId + '|' + crc32(body)).getBytes(UTF_8);
        return switch (certificates.find(headersByLowerCaseName.getOrDefault("paypal-cert-url", ""))) {
            case PayPalCertificates.Found.Trusted(X509Certificate leaf, var until) ->
                isSigned(signed, signature, leaf) ? new Check.Genuine() : new Check.Forged("no valid signature");
            case PayPalCertificates.Found.Distrusted(String reason) -> new Check.Forged(reason);
            case PayPalCertificates.Found.OutOfReach(String reason) -> new Check.Undecided(reason);
        };
    }

    /** Nothing, if it is too short or not written exactly as Java would write it: so that a signature has one form. */
    private static byte[] signature(String header) {
        if (header.length() > LONGEST_HEADER) {
            return new byte[0];
        }
        try {
            byte[] text = header.getBytes(US_ASCII);
            byte[] signature = Base64.getDecoder().decode(text);
            boolean isSound = signature.length >= SHORTEST_SIGNATURE
                    && Arrays.equals(Base64.getEncoder().encode(signature), text);
            return isSound ? signature : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static long crc32(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return sum.getValue();
    }

    private static boolean isSigned(byte[] signed, byte[] signature, X509Certificate leaf) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(leaf.getPublicKey());
            check.update(signed);
            return check.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
