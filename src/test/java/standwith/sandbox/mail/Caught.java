package standwith.sandbox.mail;

import java.time.Instant;
import java.util.List;

/**
 * A mail as its reader would see it.
 *
 * @param id its Message-ID
 * @param source all of it, as it came over the wire
 */
public record Caught(
        String id, String from, String to, String subject, String text, List<String> links, Instant at, String source) {

    public Caught {
        links = List.copyOf(links);
    }
}
