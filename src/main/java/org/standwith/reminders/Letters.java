package org.standwith.reminders;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.standwith.mail.Letter;
import org.standwith.mail.Letter.Action;
import org.standwith.pages.Homes;
import org.standwith.pages.Words;
import org.standwith.vault.Secret;

/** The letters. Over a shoulder they say that somebody wanted a note, and not of what or from whom. */
@Component
class Letters {

    static final String CONFIRM = "/remind/confirm";
    static final String CHANGE = "/remind/change";
    static final String LEAVE = "/remind/leave";

    private static final Duration OF_USE = Duration.ofDays(3);

    private final MessageSource messages;
    private final Homes homes;
    private final LeaveLinks leaving;
    private final ReminderProperties properties;
    private final Clock clock;

    Letters(MessageSource messages, Homes homes, LeaveLinks leaving, ReminderProperties properties, Clock clock) {
        this.messages = messages;
        this.homes = homes;
        this.leaving = leaving;
        this.properties = properties;
        this.clock = clock;
    }

    /** Asks whether it was them. */
    Letter confirmation(Wish wish, byte[] mailbox, Pending.Link link) {
        Words words = new Words(messages, wish.language());
        URI leave = leave(words, mailbox);
        return new Letter(
                wish.to(),
                words.language(),
                List.of(words.text("mail.wish"), words.text("mail.wish.not-you")),
                new Action(
                        words.text("mail.wish.action"),
                        link(CONFIRM, words, "token", link.secret().reveal())),
                List.of(new Action(words.text("mail.reminder.leave"), leave)),
                leave,
                link.until());
    }

    /** @param note that the link has in it, by which it is known what came of it */
    Letter reminder(Wish wish, byte[] mailbox, Secret note) {
        Words words = new Words(messages, wish.language());
        Locale language = words.language();
        URI give = link("/", words, "note", note.reveal());
        URI leave = leave(words, mailbox);
        URI change = link(CHANGE, words, "token", String.valueOf(wish.secret()));
        return new Letter(
                wish.to(),
                language,
                properties
                        .wording()
                        .getOrDefault(
                                language.getLanguage(),
                                List.of(words.text("mail.reminder"), words.text("mail.reminder.why"))),
                new Action(words.text("mail.reminder.action"), give),
                List.of(
                        new Action(
                                words.text(
                                        wish.rhythm() == null ? "mail.reminder.change" : "mail.reminder.change.often"),
                                change),
                        new Action(words.text("mail.reminder.leave"), leave),
                        new Action(words.text("mail.reminder.erase"), URI.create(change + "#erase"))),
                leave,
                clock.instant().plus(OF_USE));
    }

    private URI leave(Words words, byte[] mailbox) {
        return link(LEAVE, words, "token", leaving.token(mailbox));
    }

    /** @param secret of letters, digits, dashes and underscores */
    private URI link(String path, Words words, String name, String secret) {
        String home = homes.baseUrl().toString().replaceFirst("/$", "");
        return URI.create(home + path + "?" + name + "=" + secret + "&locale="
                + words.language().toLanguageTag());
    }
}
