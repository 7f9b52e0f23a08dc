package org.standwith.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Our addresses besides the public one: whoever comes by one of them is not led to another, which may be blocked where they
 * are, or watched.
 *
 * @param baseUrl the public one
 * @param onion as an onion service
 * @param mirrors all others
 */
@ConfigurationProperties("standwith")
public record Homes(
        URI baseUrl, @Nullable URI onion, @DefaultValue List<URI> mirrors) {

    /** At which of them this visitor is; null at the public one, and at a host that a caller made up. */
    public @Nullable URI of(HttpServletRequest request) {
        return Stream.concat(Stream.ofNullable(onion), mirrors.stream())
                .filter(each -> isAt(each, request))
                .findFirst()
                .orElse(null);
    }

    /** At which of them this visitor is; the public one, also at a host that a caller made up. */
    public URI at(HttpServletRequest request) {
        return Objects.requireNonNullElse(of(request), baseUrl);
    }

    private static boolean isAt(URI home, HttpServletRequest request) {
        int usual = "https".equals(home.getScheme()) ? 443 : 80;
        int port = home.getPort() == -1 ? usual : home.getPort();
        return request.getServerName().equalsIgnoreCase(home.getHost()) && request.getServerPort() == port;
    }
}
