package org.standwith.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** By SMTP, as {@code spring.mail.*} says. */
@Component
class SmtpPost implements Post {

    private static final int NOT_A_MAILBOX = 550;
    private static final int NOT_LOCAL = 551;
    private static final int NOT_A_NAME = 553;

    private final ObjectProvider<JavaMailSenderImpl> sender;
    private final MailProperties properties;

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
            Transport transport = server.getSession().getTransport(protocol(server));
            transport.connect(server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
            return new Smtp(transport);
        } catch (AuthenticationFailedException e) {
            throw new PostAway("not let in");
        } catch (MessagingException e) {
            throw new PostAway("no answer");
        }
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
                case SMTPAddressFailedException address -> mailbox(address.getReturnCode());
                case SMTPSenderFailedException refused -> deferred(refused.getReturnCode());
                case SMTPSendFailedException refused
                when refused.getNextException() == null -> deferred(refused.getReturnCode());
                default -> null;
            };
        }

        /** Other refusals are of us or of what we wrote, and say nothing of the mailbox. */
        private static Delivery mailbox(int code) {
            return switch (code) {
                case NOT_A_MAILBOX, NOT_LOCAL, NOT_A_NAME -> new Delivery.NoMailbox(Integer.toString(code));
                default -> deferred(code);
            };
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
