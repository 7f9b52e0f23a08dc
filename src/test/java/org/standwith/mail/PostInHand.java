package org.standwith.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A mail server that a test has in its hand. */
final class PostInHand implements Post {

    /** What it took, and what it may have taken. */
    record Taken(String id, String to) {}

    final List<Taken> taken = Collections.synchronizedList(new ArrayList<>());

    /** What it says to the next letters; when there is nothing left to say, it accepts them. */
    final Queue<Delivery> says = new ConcurrentLinkedQueue<>();

    boolean away;

    /** Whether the node dies when it hears the next answer. */
    boolean deadly;

    /** What happens, once, while it listens to a letter. */
    @Nullable
    Runnable meanwhile;

    /** What happens whenever somebody connects. */
    Runnable connecting = () -> {};

    @Override
    public boolean isConfigured() {
        return true;
    }

    @Override
    public Connection connect() throws PostAway {
        if (away) {
            throw new PostAway("no answer");
        }
        connecting.run();
        return new Connection() {
            @Override
            public Delivery hand(MimeMessage letter) {
                return take(letter);
            }

            @Override
            public void close() {}
        };
    }

    private Delivery take(MimeMessage letter) {
        Runnable first = meanwhile;
        meanwhile = null;
        if (first != null) {
            first.run();
        }
        Delivery said = says.isEmpty() ? new Delivery.Accepted() : says.remove();
        if (said instanceof Delivery.Accepted || said instanceof Delivery.Unknown) {
            try {
                letter.saveChanges();
                taken.add(new Taken(letter.getMessageID(), letter.getAllRecipients()[0].toString()));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        if (deadly) {
            throw new OutOfMemoryError("the node dies");
        }
        return said;
    }
}
