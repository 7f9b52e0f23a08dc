package org.standwith.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.standwith.StandwithTest;
import org.standwith.vault.EmailAddress;

/** What a mail server says later, in a mail of its own. */
@StandwithTest
class BounceMailboxTest {

    private static final String BACK = "back@mail.example";

    @Autowired
    Mailboxes mailboxes;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final EmailAddress ann =
            EmailAddress.read("ann-" + UUID.randomUUID() + "@reader.example").orElseThrow();

    private final List<Object> cameBack = new ArrayList<>();

    @BeforeEach
    void start() {
        server.start();
        server.setUser(BACK, "back", "secret");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void whatSaysThatThereIsNoSuchMailboxIsNotedAndEverythingIsDeleted() throws Exception {
        comesBack(report(ReturnAddress.of(BACK, mailboxes.index(ann)), "failed", "5.1.1"));
        comesBack("To: " + BACK + "\r\nSubject: Out of office\r\n\r\nI am away.\r\n");

        empty();

        assertThat(mailboxes.isKnownToBeGone(ann)).isTrue();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/rfc822-headers", "message/rfc822"})
    void whichLetterItWasIsToldWhereWhatCameBackSaysIt(String kind) throws Exception {
        UUID letter = UUID.randomUUID();
        comesBack(report(ReturnAddress.of(BACK, mailboxes.index(ann)), "failed", "5.1.1")
                .replaceFirst(
                        "--b--",
                        "--b\r\nContent-Type: " + kind
                                + "\r\n\r\n"
                                + "From: n@mail.example\r\n"
                                + "Subject: x\r\n"
                                + "To: a@mail.example\r\n"
                                + "Content-Type: text/plain; charset=us-ascii\r\n"
                                + "Content-Transfer-Encoding: 7bit\r\n"
                                + "Message-ID: <"
                                + letter + "@mail.example>\r\n\r\nWords.\r\n--b--"));

        empty();

        assertThat(cameBack).containsExactly(new CameBack(letter));
    }

    @ParameterizedTest
    @CsvSource({
        "delayed, 4.4.1",
        "failed, 5.7.1",
        "failed, 5.1.8",
        "failed, 5.2.2",
        "failed, 4.2.1",
        "relayed, 2.1.5",
        "failed, nonsense"
    })
    void whateverElseIsReportedSaysNothingOfTheMailbox(String action, String status) throws Exception {
        comesBack(report(ReturnAddress.of(BACK, mailboxes.index(ann)), action, status));

        empty();

        assertThat(mailboxes.isKnownToBeGone(ann)).isFalse();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void nobodyIsNotedByAReportThatNamesNoneOfOurLetters() throws Exception {
        comesBack(report(BACK, "failed", "5.1.1"));
        comesBack(report("back+0123@mail.example", "failed", "5.1.1"));
        comesBack("To: x\r\nContent-Type: multipart/report; boundary=none\r\n\r\nbroken");

        empty();

        assertThat(mailboxes.isKnownToBeGone(ann)).isFalse();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aMailboxThatCannotBeReadIsTriedAgainNextTime() throws Exception {
        comesBack(report(ReturnAddress.of(BACK, mailboxes.index(ann)), "failed", "5.1.1"));

        mailbox("wrong").empty();

        assertThat(mailboxes.isKnownToBeGone(ann)).isFalse();
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    private void empty() {
        mailbox("secret").empty();
    }

    private BounceMailbox mailbox(String password) {
        MailProperties.Bounces where =
                new MailProperties.Bounces(BACK, "127.0.0.1", server.getImap().getPort(), "back", password, "imap");
        return new BounceMailbox(new MailProperties("notes@mail.example", "N", where), mailboxes, cameBack::add);
    }

    private void comesBack(String mail) throws Exception {
        GreenMailUser user = server.getUserManager().getUser("back");
        user.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII))));
    }

    /** After RFC 3464. */
    private static String report(String to, String action, String status) {
        return """
            From: MAILER-DAEMON@reader.example
            To: %s
            Subject: Undelivered
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            It could not be delivered.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; reader.example

            Final-Recipient: rfc822; somebody@reader.example
            Action: %s
            Status: %s
            --b--
            """.formatted(to, action, status).replace("\n", "\r\n");
    }
}
