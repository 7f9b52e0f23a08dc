package org.standwith.mail;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.standwith.vault.EmailAddress;

/**
 * What one person is to read. Sender and subject are not the writer's: they are the same for all, and say nothing.
 *
 * @param locale of the words
 * @param paragraphs plain text; no amounts, and not whom it is from
 * @param action the one thing to follow; null where there is none
 * @param more what else can be followed
 * @param leave where one request without a sign-in ends letters like this one, after RFC 8058; null where there are none
 * @param until after that it is of no use, and is not sent any more
 */
public record Letter(
        EmailAddress to,
        Locale locale,
        List<String> paragraphs,
        @Nullable Action action,
        List<Action> more,
        @Nullable URI leave,
        Instant until) {

    /** One that stands for itself. */
    public Letter(EmailAddress to, Locale locale, List<String> paragraphs, @Nullable Action action, Instant until) {
        this(to, locale, paragraphs, action, List.of(), null, until);
    }

    /** @param label in the words of the letter */
    public record Action(String label, URI link) {

        @Override
        public String toString() {
            return "Action[***]";
        }
    }

    public Letter {
        paragraphs = List.copyOf(paragraphs);
        more = List.copyOf(more);
    }

    @Override
    public String toString() {
        return "Letter[***]";
    }
}
