package org.standwith.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** By SMTP, as {@code spring.mail.*} says; encrypted, unless the server is on this machine or that is switched off. */
@Component
class SmtpPost implements Post {

    private static final String CONNECTING = "5000";
    private static final String ANSWERING = "120000";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[?::1]?");

    private final ObjectProvider<JavaMailSenderImpl> sender;
    private final MailProperties properties;

    /** Of the one server that there is; to make one takes longer than to send a letter. */
    private volatile @Nullable Session session;

    SmtpPost(ObjectProvider<JavaMailSenderImpl> sender, MailProperties properties) {
        this.sender = sender;
        this.properties = properties;
    }

    @Override
    public boolean isConfigured() {
        return properties.from() != null && sender.getIfAvailable() != null;
    }

    @Override
    public Connection connect() throws PostAway {
        JavaMailSenderImpl server = sender.getIfAvailable();
        if (server == null || properties.from() == null) {
            throw new PostAway("not configured");
        }
        try {
            Session known = session;
            if (known == null) {
                known = session(server);
                session = known;
            }
            Transport transport = known.getTransport(protocol(server));
            transport.connect(server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
            return new Smtp(transport);
        } catch (AuthenticationFailedException e) {
            throw new PostAway("not let in");
        } catch (MessagingException e) {
            throw new PostAway("no answer");
        }
    }

    /** Nothing crosses a network that can be read on the way. */
    static Session session(JavaMailSenderImpl server) {
        Properties properties = new Properties();
        for (String protocol : List.of("mail.smtp.", "mail.smtps.")) {
            properties.setProperty(protocol + "connectiontimeout", CONNECTING);
            // Some read a letter through before they say that they have it.
            properties.setProperty(protocol + "timeout", ANSWERING);
            properties.setProperty(protocol + "writetimeout", ANSWERING);
        }
        boolean here = LOOPBACK.matcher(String.valueOf(server.getHost())).matches();
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(!here));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(!here));
        properties.setProperty("mail.mime.allowutf8", "true");
        properties.putAll(server.getJavaMailProperties());
        return Session.getInstance(properties);
    }

    private static String protocol(JavaMailSenderImpl server) {
        String protocol = server.getProtocol();
        return protocol == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : protocol;
    }

    private record Smtp(Transport transport) implements Connection {

        @Override
        public Delivery hand(MimeMessage letter) {
            try {
                letter.saveChanges();
                transport.sendMessage(letter, letter.getAllRecipients());
                return new Delivery.Accepted();
            } catch (MessagingException e) {
                return said(e);
            }
        }

        /** The first answer with a code, of all that is in there. */
        private static Delivery said(MessagingException failed) {
            for (Exception each = failed; each != null; each = next(each)) {
                Delivery said = coded(each);
                if (said != null) {
                    return said;
                }
            }
            return new Delivery.Unknown();
        }

        private static @Nullable Exception next(Exception failed) {
            return failed instanceof MessagingException messaging ? messaging.getNextException() : null;
        }

        private static @Nullable Delivery coded(Exception failed) {
            return switch (failed) {
                case SMTPAddressFailedException address -> mailbox(address);
                case SMTPSenderFailedException refused -> deferred(refused.getReturnCode());
                case SMTPSendFailedException refused
                when refused.getNextException() == null -> deferred(refused.getReturnCode());
                default -> null;
            };
        }

        /** Many servers refuse us here as well, and so only what names the mailbox says something of it. */
        private static Delivery mailbox(SMTPAddressFailedException refused) {
            return EnhancedStatus.ofMailbox(String.valueOf(refused.getMessage()))
                    .<Delivery>map(Delivery.NoMailbox::new)
                    .orElseGet(() -> deferred(refused.getReturnCode()));
        }

        private static Delivery deferred(int code) {
            return code < 0 ? new Delivery.Unknown() : new Delivery.Deferred(Integer.toString(code));
        }

        @Override
        public void close() {
            try {
                transport.close();
            } catch (MessagingException e) {
                // What was accepted stays accepted.
            }
        }
    }
}
