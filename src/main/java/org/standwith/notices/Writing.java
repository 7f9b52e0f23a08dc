package org.standwith.notices;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.UriComponentsBuilder;
import org.standwith.contributions.Addressee;
import org.standwith.mail.Letter;
import org.standwith.mail.Outbox;
import org.standwith.pages.Homes;
import org.standwith.pages.Words;
import org.standwith.vault.EmailAddress;

/** The letters. Who finds one over somebody's shoulder learns that there is something to look at, and where. */
@Component
class Writing {

    /** What a letter says. */
    enum Matter {
        RENEWAL("mail.renewal"),
        FAILURE("mail.failure"),
        MENDED("mail.mended"),
        LAPSE("mail.lapse");

        private final String key;

        Matter(String key) {
            this.key = key;
        }
    }

    /** Where one signs in; nobody knows here at which of our addresses they are. */
    private static final String SIGN_IN = "/account/sign-in";

    private static final Duration OF_USE = Duration.ofDays(3);

    private final Outbox outbox;
    private final MessageSource messages;
    private final Homes homes;
    private final Clock clock;

    Writing(Outbox outbox, MessageSource messages, Homes homes, Clock clock) {
        this.outbox = outbox;
        this.messages = messages;
        this.homes = homes;
        this.clock = clock;
    }

    /** Whether anybody can be written to at all. */
    boolean isPossible() {
        return outbox.isOpen();
    }

    /**
     * As lasting as the transaction. For whoever left no address as much is done, so that rows and times do not tell who did.
     * Nothing where nobody can be written to.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Addressee to, Matter matter) {
        if (!isPossible()) {
            return;
        }
        EmailAddress address = to.address();
        if (address == null) {
            outbox.pretend();
        } else {
            outbox.put(letter(address, new Words(messages, to.locale()), matter));
        }
    }

    private Letter letter(EmailAddress to, Words words, Matter matter) {
        URI account = UriComponentsBuilder.fromUri(homes.baseUrl())
                .path(SIGN_IN)
                .queryParam("locale", words.language().toLanguageTag())
                .build()
                .toUri();
        return new Letter(
                to,
                words.language(),
                List.of(words.text(matter.key), words.text("mail.notice.sign-in")),
                new Letter.Action(words.text("mail.notice.action"), account),
                clock.instant().plus(OF_USE));
    }
}
