package standwith.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider was sent.
 *
 * @param path with the provider's name in front
 * @param headers by their names in lower case
 * @param body of a form, its parameters and those of the query, as they would be written
 */
public record Request(
        String method, String path, @Nullable String query, Map<String, List<String>> headers, String body) {}
