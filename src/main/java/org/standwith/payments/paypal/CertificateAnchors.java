package org.standwith.payments.paypal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.DefaultResourceLoader;

/** The certificates that are trusted for themselves: those the JVM trusts, and those configured. */
final class CertificateAnchors {

    private static final String PROPERTY = "standwith.paypal.trust-anchors";
    private static final int MOST = 1_000;

    private final Set<X509Certificate> all;
    private final Set<X509Certificate> ours;

    /** @param configured each PEM, or the resource that holds it; a message never shows which, as it may be the former */
    CertificateAnchors(List<String> configured) {
        Set<X509Certificate> own = new HashSet<>();
        for (int i = 0; i < configured.size(); i++) {
            String text = configured.get(i).strip();
            if (!text.isEmpty()) {
                own.addAll(read(text, PROPERTY + "[" + i + "]"));
            }
        }
        this.ours = Set.copyOf(own);
        own.addAll(ofTheJvm());
        this.all = Set.copyOf(own);
    }

    Set<X509Certificate> validAt(Instant now) {
        return valid(all, now);
    }

    /** Those that were configured alone: what ends in them needs no name, since they stand for nobody else. */
    Set<X509Certificate> configuredAt(Instant now) {
        return valid(ours, now);
    }

    /** Java asks for the dates of all certificates but these. */
    private static Set<X509Certificate> valid(Set<X509Certificate> certificates, Instant now) {
        return certificates.stream()
                .filter(certificate -> CertificateTrust.isValid(certificate, now))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<X509Certificate> read(String text, String property) {
        byte[] file;
        try {
            file = text.startsWith(CertificateReader.PEM_BEGIN)
                    ? text.getBytes(UTF_8)
                    : new DefaultResourceLoader().getResource(text).getContentAsByteArray();
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(property + ": neither PEM nor a resource that can be opened");
        }
        try {
            return CertificateReader.read(file, MOST);
        } catch (IOException e) {
            throw new IllegalArgumentException(property + ": no certificate that can be read");
        }
    }

    private static List<X509Certificate> ofTheJvm() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            @Nullable KeyStore theDefault = null;
            factory.init(theDefault);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JVM's trusted certificates cannot be read.", e);
        }
    }
}
