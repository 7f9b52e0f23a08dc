package org.standwith.payments.paypal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate of nobody's, and its key: the root of a chain, or what another of them issued. */
record TestChain(X509Certificate certificate, KeyPair keys) {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String NAME = "messageverificationcerts.paypal.com";

    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
    private static final AtomicLong SERIAL = new AtomicLong(1);

    /** @param issuerAt where it says that the certificate of its issuer is */
    record Wish(
            String name,
            List<String> otherNames,
            Instant from,
            Instant until,
            boolean ca,
            KeyPair keys,
            @Nullable String issuerAt) {

        Wish named(String commonName, String... others) {
            return new Wish("CN=" + commonName, List.of(others), from, until, ca, keys, issuerAt);
        }

        Wish from(String from) {
            return new Wish(name, otherNames, Instant.parse(from), until, ca, keys, issuerAt);
        }

        Wish until(String until) {
            return new Wish(name, otherNames, from, Instant.parse(until), ca, keys, issuerAt);
        }

        Wish keys(KeyPair keys) {
            return new Wish(name, otherNames, from, until, ca, keys, issuerAt);
        }

        Wish issuerAt(String address) {
            return new Wish(name, otherNames, from, until, ca, keys, address);
        }
    }

    static TestChain root() {
        return root("root");
    }

    /** @param key two of the same are the same key; all are called the same */
    static TestChain root(String key) {
        return selfSigned(wish("Root", true, rsa(key)));
    }

    static TestChain selfSignedLeaf() {
        return selfSigned(wish(NAME, false, rsa("leaf")));
    }

    TestChain intermediate(UnaryOperator<Wish> wish) {
        return issue(wish.apply(wish("Intermediate", true, rsa("intermediate"))));
    }

    TestChain intermediate() {
        return intermediate(as -> as);
    }

    TestChain leaf(UnaryOperator<Wish> wish) {
        return issue(wish.apply(wish(NAME, false, rsa("leaf"))));
    }

    TestChain leaf() {
        return leaf(as -> as);
    }

    static KeyPair rsa(String name) {
        return KEYS.computeIfAbsent(name, any -> rsa(2_048));
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair ellipticCurve() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] pem(TestChain... chain) {
        return Arrays.stream(chain)
                .map(each -> "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(each.der())
                        + "\n-----END CERTIFICATE-----\n")
                .collect(Collectors.joining())
                .getBytes(US_ASCII);
    }

    static String pemText(TestChain... chain) {
        return new String(pem(chain), US_ASCII);
    }

    byte[] der() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Wish wish(String name, boolean ca, KeyPair keys) {
        return new Wish(
                "CN=" + name,
                List.of(),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"),
                ca,
                keys,
                null);
    }

    private static TestChain selfSigned(Wish wish) {
        return issued(wish, new X500Principal(wish.name()), wish.keys());
    }

    private TestChain issue(Wish wish) {
        return issued(wish, certificate.getSubjectX500Principal(), keys);
    }

    private static TestChain issued(Wish wish, X500Principal issuer, KeyPair issuerKeys) {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(wish.from()),
                Date.from(wish.until()),
                new X500Principal(wish.name()),
                wish.keys().getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(wish.ca()));
            if (!wish.otherNames().isEmpty()) {
                GeneralName[] names = wish.otherNames().stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            if (wish.issuerAt() != null) {
                // As DigiCert does, with another address before the one that matters.
                builder.addExtension(
                        Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription[] {
                            new AccessDescription(
                                    AccessDescription.id_ad_ocsp,
                                    new GeneralName(GeneralName.uniformResourceIdentifier, "http://ocsp.digicert.com")),
                            new AccessDescription(
                                    AccessDescription.id_ad_caIssuers,
                                    new GeneralName(GeneralName.uniformResourceIdentifier, wish.issuerAt()))
                        }));
            }
            return new TestChain(
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(
                                    new JcaContentSignerBuilder("SHA256withRSA").build(issuerKeys.getPrivate()))),
                    wish.keys());
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
