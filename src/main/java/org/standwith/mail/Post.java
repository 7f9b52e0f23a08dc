package org.standwith.mail;

import jakarta.mail.internet.MimeMessage;

/** The way to a mail server. */
interface Post {

    /** Whether there is one. */
    boolean isConfigured();

    /** @throws PostAway where it does not answer, or does not let us in */
    Connection connect() throws PostAway;

    /** One letter after the other, over one connection. */
    interface Connection extends AutoCloseable {

        Delivery hand(MimeMessage letter);

        @Override
        void close();
    }

    /** Says why in a word of ours: a mail server's own may name who it was about. */
    final class PostAway extends Exception {

        PostAway(String why) {
            super(why);
        }
    }
}
