package standwith.sandbox.webhooks;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * Where a provider's events go, and how it proves that they are its own.
 *
 * @param name under which the channel is remembered between runs
 */
public record Channel(String name, URI target, Signing signing) {

    /** The headers a provider adds to a body that it sends at this moment. */
    @FunctionalInterface
    public interface Signing {
        Map<String, String> headers(String body, Instant at);
    }
}
