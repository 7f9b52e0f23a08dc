package org.standwith.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
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
import org.springframework.web.util.HtmlUtils;

/**
 * A letter as it goes over the wire: the same few headers for everybody, plain text and simple HTML, nothing that is fetched
 * when it is opened.
 */
@Component
class Composer {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** Without its end, after RFC 5322. */
    private static final int LONGEST_LINE = 998;

    private static final String PAGE = """
        <!DOCTYPE html>
        <html lang="%s">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
        <title>%s</title></head>
        <body style="margin: 0; padding: 24px; font: 16px/1.5 sans-serif">
        %s</body>
        </html>
        """;

    static {
        // Otherwise Jakarta Mail looks through the whole class path for one, ten times for each letter.
        System.getProperties().putIfAbsent("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
    }

    private final MailProperties properties;
    private final Mailboxes mailboxes;
    private final MessageSource messages;
    private final Clock clock;
    private final Session session = Session.getInstance(anyAlphabet());

    Composer(MailProperties properties, Mailboxes mailboxes, MessageSource messages, Clock clock) {
        this.properties = properties;
        this.mailboxes = mailboxes;
        this.messages = messages;
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
        // Bytes, and no text: that, Jakarta Mail writes one by one.
        part.setDataHandler(new DataHandler(
                new ByteArrayDataSource(text.getBytes(StandardCharsets.UTF_8), "text/" + kind + "; charset=UTF-8")));
        if (US_ASCII.newEncoder().canEncode(text) && text.lines().allMatch(line -> line.length() <= LONGEST_LINE)) {
            // Otherwise Jakarta Mail reads the whole part once more to find that out.
            part.setHeader("Content-Transfer-Encoding", "7bit");
        }
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

    /** By hand: there is little to it, and a template took a third of the time of a letter's way to the mail server. */
    private String html(Letter letter) {
        StringBuilder body = new StringBuilder();
        letter.paragraphs().forEach(each -> paragraph(body, escaped(each)));
        Letter.Action action = letter.action();
        if (action != null) {
            paragraph(body, anchor(action));
            body.append("<p style=\"word-break: break-all\">")
                    .append(escaped(action.link().toString()))
                    .append("</p>\n");
        }
        letter.more().forEach(each -> paragraph(body, anchor(each)));
        return PAGE.formatted(letter.locale().toLanguageTag(), escaped(say("mail.subject", letter.locale())), body);
    }

    private static void paragraph(StringBuilder body, String html) {
        body.append("<p>").append(html).append("</p>\n");
    }

    private static String anchor(Letter.Action action) {
        return "<a href=\"" + escaped(action.link().toString()) + "\">" + escaped(action.label()) + "</a>";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, UTF_8);
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
