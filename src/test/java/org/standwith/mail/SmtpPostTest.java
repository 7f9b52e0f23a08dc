package org.standwith.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.MessageSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.standwith.StandwithTest;
import org.standwith.mail.Post.Connection;
import org.standwith.mail.Post.PostAway;
import org.standwith.vault.EmailAddress;

/** Over the wire. */
@StandwithTest
@SuppressWarnings("NullAway.Init") // composed before each test
class SmtpPostTest {

    private static final MailProperties.Bounces BOUNCES =
            new MailProperties.Bounces("back@mail.example", "127.0.0.1", -1, "back", "secret", "imap");
    private static final MailProperties NEUTRAL = new MailProperties("notes@mail.example", "Notifications", BOUNCES);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID ID = UUID.randomUUID();

    private Composer composer;

    @BeforeEach
    void compose(@Autowired Mailboxes mailboxes, @Autowired MessageSource messages) {
        composer = new Composer(NEUTRAL, mailboxes, messages, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "en, There is a message for you, Follow this link.",
        "ru, Для вас есть сообщение, Перейдите по этой ссылке.",
    })
    void itArrivesAsItWasWrittenAndItsHeadersSayNothing(Locale locale, String subject, String words) throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try (Connection connection = post(server.getSmtp().getPort()).connect()) {
            assertThat(connection.hand(composer.compose(ID, letter(locale, words))))
                    .isInstanceOf(Delivery.Accepted.class);
            assertThat(connection.hand(composer.compose(ID, letter(locale, words))))
                    .as("over the same connection")
                    .isInstanceOf(Delivery.Accepted.class);

            assertThat(server.getReceivedMessages()).hasSize(2);
            MimeMessage arrived = server.getReceivedMessages()[0];
            assertThat(arrived.getSubject()).isEqualTo(subject);
            assertThat(arrived.getMessageID()).isEqualTo("<" + ID + "@mail.example>");
            assertThat(arrived.getFrom()[0]).hasToString("Notifications <notes@mail.example>");
            assertThat(Collections.list(arrived.getAllHeaders()).stream()
                            .filter(header -> header.getValue().contains("ann@reader.example"))
                            .map(header -> header.getName()))
                    .containsOnly("To");
            assertThat(arrived.getHeader("Return-Path")[0]).matches("<back\\+[0-9a-f]{32}@mail\\.example>");
            MimeMultipart parts = (MimeMultipart) arrived.getContent();
            assertThat((String) parts.getBodyPart(0).getContent())
                    .isEqualToNormalizingNewlines(words + "\n\nOpen:\nhttps://gazette.example/a#secret\n");
            assertThat((String) parts.getBodyPart(1).getContent())
                    .contains("<p>" + words + "</p>", "href=\"https://gazette.example/a#secret\"", "lang=\"" + locale)
                    .doesNotContain("<img", "src=", "url(");
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>\"You\"</b> & 'I'", "<b>«Вы»</b> & 'я'"})
    void whatIsWrittenIsTextAndNeverMarkup(String words) throws Exception {
        URI link = URI.create("https://gazette.example/a?b=1&c='2'");
        Letter letter = new Letter(
                EmailAddress.read("ann@reader.example").orElseThrow(),
                Locale.ENGLISH,
                List.of(words),
                new Letter.Action(words, link),
                NOW.plusSeconds(900));

        MimeMultipart parts = arrived(letter);

        assertThat((String) parts.getBodyPart(0).getContent())
                .isEqualToNormalizingNewlines(words + "\n\n" + words + ":\n" + link + "\n");
        assertThat((String) parts.getBodyPart(1).getContent())
                .contains("&lt;b&gt;", "&amp;", "href=\"https://gazette.example/a?b=1&amp;c=&#39;2&#39;\"")
                .doesNotContain("<b>", "b=1&c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"word ", "слово "})
    void aLineThatIsLongerThanMailMayBeArrivesWhole(String word) throws Exception {
        String words = word.repeat(400).strip();

        MimeMultipart parts = arrived(letter(Locale.ENGLISH, words));

        assertThat((String) parts.getBodyPart(0).getContent()).startsWith(words);
        assertThat((String) parts.getBodyPart(1).getContent()).contains("<p>" + words + "</p>");
    }

    private MimeMultipart arrived(Letter letter) throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try (Connection connection = post(server.getSmtp().getPort()).connect()) {
            assertThat(connection.hand(composer.compose(ID, letter))).isInstanceOf(Delivery.Accepted.class);
            MimeMessage arrived = server.getReceivedMessages()[0];
            assertThat(GreenMailUtil.getWholeMessage(arrived).lines()).allMatch(line -> line.length() <= 998);
            return (MimeMultipart) arrived.getContent();
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.1.1", "5.1.2", "5.1.10", "5.2.1"})
    void ofAMailboxThatThereIsNotItIsSaid(String status) throws Exception {
        assertThat(said(Map.of("RCPT", "550 " + status + " <ann@reader.example>: no such user")))
                .isEqualTo(new Delivery.NoMailbox(status));
    }

    /** Many servers wait until then to say that they do not want us. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 no such user here",
                "550 5.7.54 unable to relay",
                "553 5.7.1 sender address rejected",
                "550 5.1.8 bad sender",
                "551 5.7.1 not local",
                "552 5.2.2 mailbox full",
            })
    void whatIsRefusedForAnotherReasonSaysNothingOfTheMailbox(String refusal) throws Exception {
        assertThat(said(Map.of("RCPT", refusal))).isEqualTo(new Delivery.Deferred(refusal.substring(0, 3)));
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451",
        "RCPT, 450",
        "RCPT, 452",
        "RCPT, 552",
        "DATA, 421",
        "end, 451",
        "end, 554",
        "MAIL, 550",
    })
    void whateverElseIsRefusedIsTriedAgain(String command, int code) throws Exception {
        assertThat(said(Map.of(command, code + " not now"))).isEqualTo(new Delivery.Deferred("" + code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "DATA", "end"})
    void whenItHangsUpItMayHaveArrived(String command) throws Exception {
        assertThat(said(Map.of(command, ScriptedSmtp.HANGS_UP))).isInstanceOf(Delivery.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example, true",
        "192.168.1.5, true",
        "localhost.example, true",
        "12.7.0.1, true",
        "localhost, false",
        "127.0.0.1, false",
        "::1, false",
    })
    void nothingGoesToAnotherMachineThatCouldBeReadOnTheWay(String host, String required) {
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        server.setHost(host);

        assertThat(SmtpPost.session(server).getProperty("mail.smtp.starttls.required"))
                .isEqualTo(required);
        assertThat(SmtpPost.session(server).getProperty("mail.smtps.timeout")).isNotNull();
    }

    @Test
    void whereNobodyListensNothingIsHandedOver() {
        assertThatThrownBy(() -> post(1).connect()).isInstanceOf(PostAway.class).hasMessage("no answer");
    }

    @Test
    void withoutAServerOrASenderThereIsNoMail() {
        assertThat(new SmtpPost(beans(null), NEUTRAL).isConfigured()).isFalse();
        assertThat(new SmtpPost(beans(new JavaMailSenderImpl()), new MailProperties(null, "N", null)).isConfigured())
                .isFalse();
        assertThat(post(1).isConfigured()).isTrue();
        assertThatThrownBy(() -> new SmtpPost(beans(null), NEUTRAL).connect()).hasMessage("not configured");
    }

    private Delivery said(Map<String, String> answers) throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(answers);
                Connection connection = post(server.port()).connect()) {
            return connection.hand(composer.compose(ID, letter(Locale.ENGLISH, "Words.")));
        }
    }

    private static Letter letter(Locale locale, String words) {
        return new Letter(
                EmailAddress.read("ann@reader.example").orElseThrow(),
                locale,
                List.of(words),
                new Letter.Action("Open", URI.create("https://gazette.example/a#secret")),
                NOW.plusSeconds(900));
    }

    private static SmtpPost post(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        sender.getJavaMailProperties().setProperty("mail.smtp.connectiontimeout", "3000");
        sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "3000");
        return new SmtpPost(beans(sender), NEUTRAL);
    }

    private static ObjectProvider<JavaMailSenderImpl> beans(@Nullable JavaMailSenderImpl sender) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        if (sender != null) {
            beans.addBean("sender", sender);
        }
        return beans.getBeanProvider(JavaMailSenderImpl.class);
    }
}
