package standwith.sandbox.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes every mail for every address, on this machine only, and forgets them when it ends. */
public final class MailCatcher implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private final GreenMail server = new GreenMail(new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP));

    public MailCatcher() {
        server.start();
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    /** In the order in which they came. */
    public List<Caught> caught() {
        return Arrays.stream(server.getReceivedMessages())
                .map(MailCatcher::read)
                .toList();
    }

    public void forget() {
        try {
            server.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Caught read(MimeMessage message) {
        try {
            String text = text(message.getContent());
            return new Caught(
                    message.getMessageID(),
                    first(message.getFrom()),
                    Arrays.stream(message.getAllRecipients())
                            .map(MailCatcher::bare)
                            .collect(Collectors.joining(", ")),
                    message.getSubject(),
                    text,
                    LINK.matcher(text).results().map(MatchResult::group).toList(),
                    message.getSentDate().toInstant(),
                    GreenMailUtil.getWholeMessage(message));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The plain one of what it offers. */
    private static String text(Object content) throws MessagingException, IOException {
        if (content instanceof MimeMultipart parts) {
            BodyPart plain = parts.getBodyPart(0);
            return text(plain.getContent());
        }
        return Objects.toString(content);
    }

    private static String first(Address[] addresses) {
        return addresses[0].toString();
    }

    private static String bare(Address address) {
        return address instanceof InternetAddress internet ? internet.getAddress() : address.toString();
    }

    @Override
    public void close() {
        server.stop();
    }
}
