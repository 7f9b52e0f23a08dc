package org.standwith.payments.paypal;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.standwith.payments.paypal.CertificateHosts.Owner;
import org.standwith.payments.paypal.PayPalCertificates.Found;

/** Decides whether a certificate is one to believe: by its dates, its key, its name, and who stands behind it. */
final class CertificateTrust {

    private static final int SMALLEST_KEY = 2_048;
    private static final Pattern NAME = Pattern.compile("messageverificationcerts[a-z0-9.-]*\\.paypal\\.com");
    private static final int DNS_NAME = 2;

    /** Unencrypted too: what comes from there is believed for its signature only. */
    private static final Pattern ISSUER = Pattern.compile("https?://cacerts\\.digicert\\.com/[A-Za-z0-9._/-]{1,200}");

    private static final int LARGEST_ISSUER = 16 * 1024;
    private static final int MOST_ISSUERS = 3;
    static final int LONGEST_CHAIN = 10;

    private final CertificateAnchors anchors;
    private final Clock clock;
    private final CertificateFetch fetch;

    CertificateTrust(List<String> trustAnchors, Clock clock, CertificateFetch fetch) {
        this.anchors = new CertificateAnchors(trustAnchors);
        this.clock = clock;
        this.fetch = fetch;
    }

    /** @param served what was at the address: the certificate, then any that lead from it to a trusted one */
    Found judge(List<X509Certificate> served, Owner owner) {
        X509Certificate leaf = served.getFirst();
        Instant now = clock.instant();
        if (!isValid(leaf, now)) {
            return new Found.Distrusted("the certificate is not valid now");
        }
        if (!(leaf.getPublicKey() instanceof RSAPublicKey key)
                || key.getModulus().bitLength() < SMALLEST_KEY) {
            return new Found.Distrusted("the certificate's key is of another sort, or too short");
        }
        if (names(leaf).anyMatch(name -> NAME.matcher(name).matches())) {
            return chain(leaf, served, anchors.validAt(now), now);
        }
        return switch (owner) {
            case PAYPAL -> new Found.Distrusted("the certificate is for something else");
            case CONFIGURED -> chain(leaf, served, anchors.configuredAt(now), now);
        };
    }

    static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private Found chain(X509Certificate leaf, List<X509Certificate> served, Set<X509Certificate> trusted, Instant now) {
        List<X509Certificate> known = new ArrayList<>(served);
        for (int fetched = 0; ; fetched++) {
            Optional<Found> path = path(leaf, known, trusted, now);
            if (path.isPresent()) {
                return path.get();
            }
            X509Certificate last = last(leaf, known);
            List<String> issuers = CertificateReader.issuerAddresses(last);
            boolean isWhole = isIssued(last, last) || issuerOf(last, trusted).isPresent();
            if (isWhole || issuers.isEmpty() || fetched == MOST_ISSUERS) {
                return new Found.Distrusted("the certificate leads to nothing that is trusted");
            }
            try {
                List<X509Certificate> more = issuer(issuers);
                if (issuerOf(last, more).isEmpty()) {
                    return new Found.OutOfReach("where the issuer's certificate should be is another");
                }
                known.addAll(more);
            } catch (IOException e) {
                return new Found.OutOfReach("the issuer's certificate could not be fetched");
            }
        }
    }

    private static Optional<Found> path(
            X509Certificate leaf, List<X509Certificate> known, Set<X509Certificate> trusted, Instant now) {
        if (trusted.contains(leaf)) {
            return Optional.of(new Found.Trusted(leaf, leaf.getNotAfter().toInstant()));
        }
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(leaf);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                    trusted.stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toSet()), target);
            // Lists of what was revoked are not asked for: PayPal publishes no way to, and takes back an address.
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
            var result = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            Stream<? extends Certificate> path = Stream.concat(
                    result.getCertPath().getCertificates().stream(),
                    Stream.of(result.getTrustAnchor().getTrustedCert()));
            return path.map(each -> ((X509Certificate) each).getNotAfter().toInstant())
                    .min(Instant::compareTo)
                    .map(end -> new Found.Trusted(leaf, end));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** The end of the chain as far as it is known. */
    private static X509Certificate last(X509Certificate leaf, List<X509Certificate> known) {
        X509Certificate last = leaf;
        List<X509Certificate> left = new ArrayList<>(known);
        left.remove(leaf);
        for (Optional<X509Certificate> next = issuerOf(last, left); next.isPresent(); next = issuerOf(last, left)) {
            last = next.get();
            left.remove(last);
        }
        return last;
    }

    private static Optional<X509Certificate> issuerOf(
            X509Certificate certificate, Collection<X509Certificate> candidates) {
        return candidates.stream()
                .filter(candidate -> isIssued(certificate, candidate))
                .findFirst();
    }

    private static boolean isIssued(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private List<X509Certificate> issuer(List<String> addresses) throws IOException {
        String allowed = addresses.stream()
                .filter(address -> ISSUER.matcher(address).matches())
                .findFirst()
                .orElseThrow(() -> new IOException("at none of the hosts that are asked"));
        return CertificateReader.read(fetch.fetch(URI.create(allowed), LARGEST_ISSUER), LONGEST_CHAIN);
    }

    private static Stream<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .forEach(part -> names.add(part.getValue().toString()));
            Collection<List<?>> others = certificate.getSubjectAlternativeNames();
            if (others != null) {
                others.stream()
                        .filter(name -> name.getFirst().equals(DNS_NAME))
                        .forEach(name -> names.add(name.get(1).toString()));
            }
        } catch (InvalidNameException | CertificateParsingException e) {
            return Stream.empty();
        }
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT));
    }
}
