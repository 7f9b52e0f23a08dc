package org.standwith.vault;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which key of which Transit engine.
 *
 * @param engine ends in a slash
 */
record TransitAddress(URI engine, String key) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?");

    /** Where no network is between us and what listens, as with an agent beside us. */
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @param address as of {@code https://vault.example.org:8200/transit/standwith}: server, mount (perhaps below a
     *     namespace), key
     * @throws IllegalArgumentException when it is not such an address
     */
    static TransitAddress of(String address) {
        URI server = uri(address);
        List<String> path = server.getRawPath() == null
                ? List.of()
                : Arrays.stream(server.getRawPath().split("/", -1)).skip(1).toList();
        boolean plain = server.getHost() != null
                && server.getRawUserInfo() == null
                && server.getRawQuery() == null
                && server.getRawFragment() == null
                && path.size() > 1
                && path.stream().allMatch(name -> NAME.matcher(name).matches());
        if (!plain) {
            throw new IllegalArgumentException(
                    "After vault: is needed an address as of https://vault.example.org:8200/transit/standwith");
        }
        if (!"https".equals(server.getScheme())
                && !("http".equals(server.getScheme()) && THIS_MACHINE.contains(server.getHost()))) {
            throw new IllegalArgumentException("Vault has to be asked by https, unless it is on this machine");
        }
        String mount = String.join("/", path.subList(0, path.size() - 1));
        return new TransitAddress(
                URI.create(server.getScheme() + "://" + server.getRawAuthority() + "/v1/" + mount + "/"),
                path.getLast());
    }

    private static URI uri(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            // Said as of any other that is no such address; not in its words, which quote it.
            return URI.create("");
        }
    }

    URI to(String what) {
        return engine.resolve(what);
    }
}
