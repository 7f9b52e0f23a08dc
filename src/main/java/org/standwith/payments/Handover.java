package org.standwith.payments;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.standwith.payments.Inbox.Waiting;

/**
 * Events that this node has just committed, and claimed for its own worker as it did: it need not look for them, nor read
 * again what it has at hand. What lies here is lost with the process, and claimed by another node when the lease is over.
 */
final class Handover {

    private final int most;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private boolean open;

    /** @param most how many lie here at once; more than that wait in the database alone */
    Handover(int most) {
        this.most = most;
    }

    synchronized void open() {
        open = true;
    }

    /** @return what nobody will take any more */
    synchronized List<Waiting> close() {
        open = false;
        return take(most);
    }

    synchronized boolean hasRoomFor(int events) {
        return open && queue.size() + events <= most;
    }

    /** @return whether they will be taken */
    synchronized boolean add(List<Waiting> events) {
        if (open) {
            queue.addAll(events);
        }
        return open;
    }

    /** Up to so many, in the order in which they came. */
    synchronized List<Waiting> take(int atMost) {
        List<Waiting> taken = new ArrayList<>();
        while (taken.size() < atMost && !queue.isEmpty()) {
            taken.add(queue.remove());
        }
        return taken;
    }
}
