package org.standwith.reminders;

import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Who wants no more of these letters. One request is enough, after RFC 8058; what it does is done within seconds, and nobody who
 * sends one learns whether there was anything to end.
 */
@Service
public class Leaving {

    private final LeaveLinks links;
    private final ReminderRequests requests;

    Leaving(LeaveLinks links, ReminderRequests requests) {
        this.links = links;
        this.requests = requests;
    }

    /** Whether it is a link of ours, as far as can be told from it. */
    public boolean isOurs(String token) {
        return links.mailbox(token).isPresent();
    }

    /** Nothing goes to this mailbox any more, whoever asks for it. False where the link is none of ours. */
    public boolean leave(String token) {
        return carryOut(token, false);
    }

    /** It was a mistake: whoever reads the mailbox may ask to be reminded again. */
    public boolean comeBack(String token) {
        return carryOut(token, true);
    }

    private boolean carryOut(String token, boolean stay) {
        Optional<byte[]> mailbox = links.mailbox(token);
        mailbox.ifPresent(each -> requests.refuse(each, stay));
        return mailbox.isPresent();
    }
}
