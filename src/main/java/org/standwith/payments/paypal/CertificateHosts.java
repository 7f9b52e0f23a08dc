package org.standwith.payments.paypal;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where certificates may be. An address is read by one strict pattern, which leaves no room for user info, fragments,
 * escapes in the host or letters that only look alike: what two readers could read in two ways is nobody's address.
 */
final class CertificateHosts {

    private static final String PROPERTY = "standwith.paypal.cert-hosts";

    private static final Set<String> PAYPAL =
            Set.of("api.paypal.com", "api-m.paypal.com", "api.sandbox.paypal.com", "api-m.sandbox.paypal.com");
    private static final Pattern PAYPAL_PATH = Pattern.compile("/v1/notifications/certs/[A-Za-z0-9_-]{1,200}");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final String HOST = "([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:]{2,45}])";
    private static final String PORT = "(?::([1-9][0-9]{0,4}))?";
    private static final String PATH = "((?:/(?:[A-Za-z0-9._~/-]|%[0-9A-Fa-f]{2})*+)?(?:\\?[A-Za-z0-9._~=&-]*)?)";
    private static final Pattern ADDRESS = Pattern.compile("(https?)://" + HOST + PORT + PATH);
    private static final Pattern ENTRY = Pattern.compile(HOST + PORT);
    private static final int LONGEST = 500;
    private static final int LAST_PORT = 65_535;

    private final Set<Entry> configured;

    /** @param entries each "host", for the scheme's own port (on this machine for any), or "host:port" */
    CertificateHosts(List<String> entries) {
        this.configured = entries.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(CertificateHosts::entry)
                .collect(Collectors.toUnmodifiableSet());
    }

    enum Owner {
        PAYPAL,
        CONFIGURED
    }

    record Source(URI address, Owner owner) {}

    /** @param port none for the scheme's own */
    private record Entry(String host, @Nullable Integer port) {}

    Optional<Source> source(String url) {
        Matcher parts = ADDRESS.matcher(url.length() > LONGEST ? "" : url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group(1);
        String host = parts.group(2);
        int own = scheme.equals("https") ? 443 : 80;
        int port = parts.group(3) == null ? own : Integer.parseInt(parts.group(3));
        if (isPayPals(scheme, host, port, parts.group(4))) {
            return Optional.of(new Source(URI.create(url), Owner.PAYPAL));
        }
        // Unencrypted, and on any port, only where nothing crosses a network.
        boolean isHere = LOOPBACK.contains(host);
        boolean isConfigured = configured.contains(new Entry(host, port))
                || (port == own || isHere) && configured.contains(new Entry(host, null));
        // A name of PayPal's is held to PayPal's rules.
        boolean isAllowed = isConfigured && (scheme.equals("https") || isHere) && !PAYPAL.contains(host);
        return isAllowed ? Optional.of(new Source(URI.create(url), Owner.CONFIGURED)) : Optional.empty();
    }

    private static boolean isPayPals(String scheme, String host, int port, String path) {
        return scheme.equals("https")
                && port == 443
                && PAYPAL.contains(host)
                && PAYPAL_PATH.matcher(path).matches();
    }

    private static Entry entry(String text) {
        String entry = text.equals("::1") ? "[::1]" : text.toLowerCase(Locale.ROOT);
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches() || parts.group(2) != null && Integer.parseInt(parts.group(2)) > LAST_PORT) {
            throw new IllegalArgumentException(PROPERTY + ": an entry is neither \"host\" nor \"host:port\"");
        }
        return new Entry(parts.group(1), parts.group(2) == null ? null : Integer.valueOf(parts.group(2)));
    }
}
