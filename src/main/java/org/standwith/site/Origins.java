package org.standwith.site;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Which other sites' pages may call what: ours call the checkout, anybody's may load the widget's script. */
@Component
class Origins implements CorsConfigurationSource {

    private final UrlBasedCorsConfigurationSource paths = new UrlBasedCorsConfigurationSource();

    Origins(SiteProperties site) {
        CorsConfiguration ours = new CorsConfiguration();
        // Our own address too: behind a proxy, a call from our own page can look as if it came from elsewhere.
        ours.setAllowedOrigins(Stream.of(List.of(site.baseUrl()), site.mirrors(), onion(site), site.origins())
                .flatMap(List::stream)
                .map(Origins::originOf)
                .distinct()
                .toList());
        ours.setAllowedMethods(List.of("GET", "POST", "OPTIONS"));
        ours.setAllowedHeaders(List.of(HttpHeaders.CONTENT_TYPE, "Idempotency-Key", "Altcha-Proof"));
        ours.setAllowCredentials(false);
        ours.setMaxAge(Duration.ofHours(1));
        paths.registerCorsConfiguration("/api/v1/contribution-options", ours);
        paths.registerCorsConfiguration("/api/v1/challenges", ours);
        paths.registerCorsConfiguration("/api/v1/checkouts", ours);
        paths.registerCorsConfiguration("/api/v1/checkouts/*", ours);
        paths.registerCorsConfiguration("/api/v1/reminders", ours);

        // Whoever is signed in is asked about by the newsroom's own pages only.
        CorsConfiguration signedIn = new CorsConfiguration(ours);
        signedIn.setAllowCredentials(true);
        paths.registerCorsConfiguration("/api/v1/membership", signedIn);
        paths.registerCorsConfiguration("/api/v1/passes", signedIn);

        CorsConfiguration anybody = new CorsConfiguration();
        anybody.setAllowedOrigins(List.of(CorsConfiguration.ALL));
        anybody.setAllowedMethods(List.of("GET"));
        paths.registerCorsConfiguration("/widget.js", anybody);
    }

    private static List<URI> onion(SiteProperties site) {
        URI onion = site.onion();
        return onion == null ? List.of() : List.of(onion);
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        return paths.getCorsConfiguration(request);
    }

    /** As a browser writes it: no path, and no port that goes without saying. */
    static String originOf(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String origin = scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        return address.getPort() < 0 || address.getPort() == usual ? origin : origin + ":" + address.getPort();
    }
}
