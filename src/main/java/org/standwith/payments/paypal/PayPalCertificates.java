package org.standwith.payments.paypal;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.standwith.payments.paypal.CertificateHosts.Source;

/**
 * The certificates that PayPal signs with. Where one is, a webhook says itself, before anything about it is believed:
 * so an address is asked only if it is PayPal's or was configured, little is taken from it, and however many webhooks
 * arrive, it is asked once.
 */
final class PayPalCertificates {

    private static final int LARGEST = 64 * 1024;
    private static final int MOST_KEPT = 100;
    private static final int MOST_FAILURES_KEPT = 1_000;
    private static final int MOST_FETCHES_AT_ONCE = 8;
    private static final Duration LONGEST_KEPT = Duration.ofHours(24);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(30);

    private final CertificateHosts hosts;
    private final CertificateTrust trust;
    private final CertificateFetch fetch;
    private final Clock clock;

    private final Map<URI, Kept> trusted = bounded(MOST_KEPT);
    /** Apart, so that addresses made up by a forger push out nothing that is good. */
    private final Map<URI, Kept> failed = bounded(MOST_FAILURES_KEPT);

    private final Map<URI, CompletableFuture<Found>> underWay = new ConcurrentHashMap<>();
    private final Semaphore fetches = new Semaphore(MOST_FETCHES_AT_ONCE);

    /**
     * @param certHosts where certificates may be besides PayPal's own hosts, as "host" or "host:port"
     * @param trustAnchors certificates trusted besides the JVM's, as PEM or as the resource that holds it
     * @param patience for the whole of an answer, from sending the request to the last byte
     * @throws IllegalArgumentException if one of the two lists cannot be read
     */
    PayPalCertificates(
            List<String> certHosts,
            List<String> trustAnchors,
            Clock clock,
            Duration connectTimeout,
            Duration patience) {
        this(certHosts, trustAnchors, clock, new CertificateDownload(connectTimeout, patience));
    }

    PayPalCertificates(List<String> certHosts, List<String> trustAnchors, Clock clock, CertificateFetch fetch) {
        this.hosts = new CertificateHosts(certHosts);
        this.trust = new CertificateTrust(trustAnchors, clock, fetch);
        this.fetch = fetch;
        this.clock = clock;
    }

    sealed interface Found {

        /** @param until when the first of the certificates that lead to it ends */
        record Trusted(X509Certificate leaf, Instant until) implements Found {}

        record Distrusted(String reason) implements Found {}

        /** Nothing is known of it, good or bad. */
        record OutOfReach(String reason) implements Found {}
    }

    private record Kept(Found found, Instant until) {}

    Found find(String url) {
        Optional<Source> source = hosts.source(url);
        if (source.isEmpty()) {
            return new Found.Distrusted("the certificate is not at PayPal");
        }
        Found found = kept(source.get().address()).orElseGet(() -> findOnce(source.get()));
        return found instanceof Found.OutOfReach ? stillTrusted(source.get()).orElse(found) : found;
    }

    /** Of those who ask at the same time one fetches, in its own thread, and the others wait for what it gets. */
    private Found findOnce(Source source) {
        CompletableFuture<Found> mine = new CompletableFuture<>();
        CompletableFuture<Found> first = underWay.putIfAbsent(source.address(), mine);
        if (first != null) {
            return first.join();
        }
        Found found = new Found.OutOfReach("the certificate could not be read");
        try {
            // Kept before it is no longer under way: whoever missed the one sees the other.
            found = kept(source.address()).orElseGet(() -> fetchAndKeep(source));
            return found;
        } finally {
            underWay.remove(source.address());
            mine.complete(found);
        }
    }

    private Found fetchAndKeep(Source source) {
        if (!fetches.tryAcquire()) {
            return new Found.OutOfReach("too many certificates are asked for at once");
        }
        try {
            Found found = fetched(source);
            keep(source.address(), found);
            return found;
        } finally {
            fetches.release();
        }
    }

    /** A certificate that was good stays so to its end where it cannot be had anew: nobody shall be able to prevent that. */
    private Optional<Found> stillTrusted(Source source) {
        Instant now = clock.instant();
        return Optional.ofNullable(trusted.get(source.address()))
                .map(Kept::found)
                .filter(found -> found instanceof Found.Trusted(X509Certificate leaf, Instant end)
                        && now.isBefore(end)
                        && CertificateTrust.isValid(leaf, now));
    }

    private Found fetched(Source source) {
        try {
            byte[] file = fetch.fetch(source.address(), LARGEST);
            return trust.judge(CertificateReader.read(file, CertificateTrust.LONGEST_CHAIN), source.owner());
        } catch (IOException | RuntimeException e) {
            // What is read was made by others, and Java's own code may not be ready for all of it.
            return new Found.OutOfReach("the certificate could not be fetched");
        }
    }

    private Optional<Found> kept(URI address) {
        Instant now = clock.instant();
        return Stream.of(trusted, failed)
                .flatMap(results -> Optional.ofNullable(results.get(address)).stream())
                .filter(kept -> now.isBefore(kept.until()))
                .findFirst()
                .map(Kept::found)
                .filter(found -> !(found instanceof Found.Trusted(X509Certificate leaf, var until))
                        || CertificateTrust.isValid(leaf, now));
    }

    private void keep(URI address, Found found) {
        Instant now = clock.instant();
        switch (found) {
            case Found.Trusted(var leaf, Instant end) -> {
                Instant longest = now.plus(LONGEST_KEPT);
                trusted.put(address, new Kept(found, end.isBefore(longest) ? end : longest));
                failed.remove(address);
            }
            case Found.Distrusted(var reason) -> {
                trusted.remove(address);
                failed.put(address, new Kept(found, now.plus(FAILURE_KEPT)));
            }
            case Found.OutOfReach(var reason) -> failed.put(address, new Kept(found, now.plus(FAILURE_KEPT)));
        }
    }

    private static Map<URI, Kept> bounded(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<URI, Kept> eldest) {
                return size() > most;
            }
        });
    }
}
