package org.standwith.supporters.web;

import java.util.UUID;
import org.standwith.pages.Words;
import org.standwith.supporters.SignedIn;

/**
 * A place where somebody is signed in. From which device or network is not kept, and so is not told.
 *
 * @param here whether it is the browser that asks
 */
record SessionView(UUID id, String means, String since, boolean here) {

    static SessionView of(SignedIn session, SignedIn who, Words words, Days days) {
        return new SessionView(
                session.session(),
                words.text("sessions." + session.means()),
                words.time(session.since().atZone(days.zone())),
                session.session().equals(who.session()));
    }
}
