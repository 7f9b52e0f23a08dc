package org.standwith.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.standwith.mail.MailProperties.Bounces;

/**
 * Letters that were accepted and came back. Of each it is noted which mailbox there is not, and then it is deleted, as is all
 * else that lies there.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3464">RFC 3464, Delivery Status Notifications</a>
 */
@Component
class BounceMailbox {

    private static final int AT_ONCE = 500;

    /** Whatever is longer is no report. */
    private static final int LONGEST = 1024 * 1024;

    /** No report says that much. */
    private static final int LONGEST_REPORT = 64 * 1024;

    private static final List<String> MEANT_FOR = List.of("To", "Delivered-To", "X-Original-To", "Envelope-To");

    private static final Pattern FAILED = Pattern.compile("(?im)^action:\\s*failed\\s*$");

    private static final Pattern STATUS = Pattern.compile("(?im)^status:(.*)$");

    /** Of a letter of ours. */
    private static final Pattern NUMBER =
            Pattern.compile("(?im)^message-id:\\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@");

    private static final Logger log = LoggerFactory.getLogger(BounceMailbox.class);

    private final @Nullable Bounces settings;
    private final Mailboxes mailboxes;
    private final ApplicationEventPublisher events;

    BounceMailbox(MailProperties properties, Mailboxes mailboxes, ApplicationEventPublisher events) {
        this.settings = properties.bounces();
        this.mailboxes = mailboxes;
        this.events = events;
    }

    /** Nothing where none is configured. */
    void empty() {
        Bounces where = settings;
        if (where == null) {
            return;
        }
        Session session = Session.getInstance(patience(where.protocol()));
        try (Store store = session.getStore(where.protocol())) {
            store.connect(where.host(), where.port(), where.username(), where.password());
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                int last = Math.min(inbox.getMessageCount(), AT_ONCE);
                for (Message message : last == 0 ? new Message[0] : inbox.getMessages(1, last)) {
                    note(message);
                    message.setFlag(Flags.Flag.DELETED, true);
                }
            }
        } catch (MessagingException e) {
            log.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("The mailbox of what came back cannot be read");
        }
    }

    private static Properties patience(String protocol) {
        Properties properties = new Properties();
        for (String name : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty("mail." + protocol + "." + name, "20000");
        }
        return properties;
    }

    private void note(Message there) {
        try {
            if (there.getSize() > LONGEST) {
                return;
            }
            // Fetched as a whole and read here: servers are at odds about letters within letters.
            Message message = new MimeMessage((MimeMessage) there);
            Optional<byte[]> mailbox = meant(message);
            if (mailbox.isPresent()) {
                Optional<String> status =
                        part(message, "message/delivery-status").flatMap(BounceMailbox::failure);
                status.ifPresent(code -> mailboxes.isGone(mailbox.get(), code));
                if (status.isPresent()) {
                    letter(message).ifPresent(each -> events.publishEvent(new CameBack(each)));
                }
            }
        } catch (MessagingException | IOException e) {
            // Whatever it is, it does not say that a mailbox is gone.
        }
    }

    private static Optional<byte[]> meant(Message message) throws MessagingException {
        for (String name : MEANT_FOR) {
            String[] values = message.getHeader(name);
            Optional<byte[]> mailbox = Stream.of(values == null ? new String[0] : values)
                    .flatMap(value -> ReturnAddress.read(value).stream())
                    .findFirst();
            if (mailbox.isPresent()) {
                return mailbox;
            }
        }
        return Optional.empty();
    }

    /** What came back has our headers in it, or all of it. */
    private static Optional<UUID> letter(Message message) throws MessagingException, IOException {
        Optional<String> ours = part(message, "text/rfc822-headers");
        return (ours.isPresent() ? ours : part(message, "message/rfc822"))
                .map(NUMBER::matcher)
                .filter(Matcher::find)
                .map(number -> UUID.fromString(number.group(1)));
    }

    private static Optional<String> part(Message message, String kind) throws MessagingException, IOException {
        if (!message.isMimeType("multipart/report") || !(message.getContent() instanceof Multipart parts)) {
            return Optional.empty();
        }
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType(kind)) {
                try (InputStream in = part.getInputStream()) {
                    return Optional.of(new String(in.readNBytes(LONGEST_REPORT), StandardCharsets.US_ASCII));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> failure(String report) {
        Matcher status = STATUS.matcher(report);
        return FAILED.matcher(report).find() && status.find()
                ? EnhancedStatus.ofMailbox(status.group(1))
                : Optional.empty();
    }
}
