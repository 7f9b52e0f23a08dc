package org.standwith.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.header.HeaderWriter;

/**
 * Tells browsers that reach us over Tor where we are without leaving it.
 *
 * @see <a href="https://community.torproject.org/onion-services/advanced/onion-location/">Tor, Onion-Location</a>
 */
record OnionLocation(@Nullable URI onion) implements HeaderWriter {

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        URI there = onion;
        if (there == null
                || !request.isSecure()
                || !request.getMethod().equals("GET")
                || request.getServerName().endsWith(".onion")
                || request.getRequestURI().startsWith("/office")
                || Paths.isForPrograms(request.getRequestURI())) {
            return;
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        response.setHeader("Onion-Location", "http://" + there.getAuthority() + request.getRequestURI() + query);
    }
}
