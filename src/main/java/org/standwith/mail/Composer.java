package org.standwith.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * A letter as it goes over the wire: the same few headers for everybody, plain text and simple HTML, nothing that is fetched
 * when it is opened.
 */
@Component
class Composer {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    static {
        // Otherwise Jakarta Mail looks through the whole class path for one, ten times for each letter.
        System.getProperties().putIfAbsent("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
    }

    private final MailProperties properties;
    private final Mailboxes mailboxes;
    private final MessageSource messages;
    private final ITemplateEngine templates;
    private final Clock clock;
    private final Session session = Session.getInstance(anyAlphabet());

    Composer(
            MailProperties properties,
            Mailboxes mailboxes,
            MessageSource messages,
            ITemplateEngine templates,
            Clock clock) {
        this.properties = properties;
        this.mailboxes = mailboxes;
        this.messages = messages;
        this.templates = templates;
        this.clock = clock;
    }

    /** @param id by which whoever gets it twice knows it again */
    MimeMessage compose(UUID id, Letter letter) {
        String from = Objects.requireNonNull(properties.from());
        try {
            Numbered message = new Numbered(session, "<" + id + from.substring(from.indexOf('@')) + ">");
            message.setEnvelopeFrom(returnAddress(letter, from));
            // What comes back need not carry what was written.
            message.setNotifyOptions(SMTPMessage.NOTIFY_FAILURE);
            message.setReturnOption(SMTPMessage.RETURN_HDRS);
            message.setFrom(new InternetAddress(from, properties.name(), UTF_8));
            message.setRecipient(
                    MimeMessage.RecipientType.TO,
                    new InternetAddress(letter.to().reveal(), false));
            message.setSubject(say("mail.subject", letter.locale()), UTF_8);
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("Content-Language", letter.locale().toLanguageTag());
            if (letter.leave() != null) {
                message.setHeader("List-Unsubscribe", "<" + letter.leave() + ">");
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
            message.setContent(
                    new MimeMultipart("alternative", part(text(letter), "plain"), part(html(letter), "html")));
            return message;
        } catch (MessagingException | UnsupportedEncodingException e) {
            // Without the cause: it may name who it was for.
            throw new IllegalStateException("A letter cannot be composed");
        }
    }

    /** Names of mailboxes may be in any. */
    private static Properties anyAlphabet() {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        return properties;
    }

    private String returnAddress(Letter letter, String from) {
        MailProperties.Bounces bounces = properties.bounces();
        return bounces == null ? from : ReturnAddress.of(bounces.address(), mailboxes.index(letter.to()));
    }

    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, kind);
        return part;
    }

    private static String text(Letter letter) {
        List<String> parts = new ArrayList<>(letter.paragraphs());
        Letter.Action action = letter.action();
        if (action != null) {
            parts.add(line(action));
        }
        letter.more().forEach(each -> parts.add(line(each)));
        return String.join("\n\n", parts) + "\n";
    }

    private static String line(Letter.Action action) {
        return action.label() + ":\n" + action.link();
    }

    private String html(Letter letter) {
        Context context = new Context(letter.locale());
        context.setVariable("subject", say("mail.subject", letter.locale()));
        context.setVariable("paragraphs", letter.paragraphs());
        context.setVariable("action", letter.action());
        context.setVariable("more", letter.more());
        return templates.process("mail/letter", context);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    /** JavaMail gives every message a number of its own when it is sent. */
    private static final class Numbered extends SMTPMessage {

        private final String id;

        Numbered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
