package standwith.sandbox.paypal;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The keys by which this PayPal proves what it says: made anew at each start, and kept nowhere. */
final class SigningKeys {

    private static final String HOST = "messageverificationcerts.sandbox.paypal.com";

    /** The clock may be moved by years. */
    private static final Duration VALID = Duration.ofDays(80 * 365L);

    private final String certificateId = "CERT-" + UUID.randomUUID().toString().substring(0, 26);
    private final KeyPair leafKeys;
    private final String root;
    private final String chain;
    private final Date from;
    private final Date until;

    /** @param now by the sandbox's clock, which is never behind the system's */
    SigningKeys(Instant now) {
        from = Date.from(Instant.now().minus(Duration.ofDays(1)));
        until = Date.from(now.plus(VALID));
        try {
            KeyPair rootKeys = elliptic();
            KeyPair middleKeys = elliptic();
            KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(2048);
            leafKeys = rsa.generateKeyPair();
            X500Name rootName = new X500Name("CN=Sandbox Root CA,O=Standwith Sandbox");
            X500Name middleName = new X500Name("CN=Sandbox Issuing CA,O=Standwith Sandbox");
            root = pem(authority(rootName, rootName, rootKeys, rootKeys, 1));
            X509CertificateHolder middle = authority(rootName, middleName, middleKeys, rootKeys, 0);
            chain = pem(leaf(middleName, middleKeys)) + pem(middle);
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    String certificateId() {
        return certificateId;
    }

    /** The certificate at the end of the chain, as PEM. */
    String root() {
        return root;
    }

    /** The certificate of the signing key and the one that vouches for it, as PEM. */
    String chain() {
        return chain;
    }

    String sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(leafKeys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean verify(String text, String signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(leafKeys.getPublic());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(signed));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return false;
        }
    }

    private X509CertificateHolder authority(X500Name issuer, X500Name name, KeyPair keys, KeyPair by, int below)
            throws OperatorCreationException, CertIOException {
        var certificate = new JcaX509v3CertificateBuilder(issuer, serial(), from, until, name, keys.getPublic());
        certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(below));
        certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate()));
    }

    private X509CertificateHolder leaf(X500Name issuer, KeyPair by) throws OperatorCreationException, CertIOException {
        var certificate = new JcaX509v3CertificateBuilder(
                issuer,
                serial(),
                from,
                until,
                new X500Name("CN=" + HOST + ",O=Standwith Sandbox"),
                leafKeys.getPublic());
        certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        certificate.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        certificate.addExtension(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        certificate.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(GeneralName.dNSName, HOST)));
        return certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate()));
    }

    private static KeyPair elliptic() throws GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        return keys.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(120, new SecureRandom()).setBit(119);
    }

    private static String pem(X509CertificateHolder certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
