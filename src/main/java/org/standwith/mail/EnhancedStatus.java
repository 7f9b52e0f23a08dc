package org.standwith.mail;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server means by a refusal.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3463">RFC 3463, Enhanced Mail System Status Codes</a>
 */
final class EnhancedStatus {

    /** No such mailbox, no such domain, no address at all, moved, a domain that takes no mail, closed. */
    private static final Set<String> GONE = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

    private static final Pattern CODE = Pattern.compile("(?<![\\d.])5\\.\\d{1,3}\\.\\d{1,3}(?![\\d.])");

    private EnhancedStatus() {}

    /** The first code in there, where it says that the mailbox is gone for good. */
    static Optional<String> ofMailbox(String said) {
        Matcher code = CODE.matcher(said);
        return code.find() ? Optional.of(code.group()).filter(GONE::contains) : Optional.empty();
    }
}
