package org.standwith.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Letters that wait. What is put here is as lasting as the transaction that it is put in, and is sent afterwards: once, except
 * that one that is in flight while the node, the database or the connection dies may arrive again, under the same Message-ID.
 */
@Service
public class Outbox {

    /** The keys of the days are destroyed soon after. */
    static final Duration LONGEST = Duration.ofDays(3);

    private final LetterRows rows;
    private final LetterSeals seals;
    private final Post post;
    private final Clock clock;

    Outbox(LetterRows rows, LetterSeals seals, Post post, Clock clock) {
        this.rows = rows;
        this.seals = seals;
        this.post = post;
        this.clock = clock;
    }

    /** Whether there is a mail server at all. Where there is none, nobody should be told that a letter is on its way. */
    public boolean isOpen() {
        return post.isConfigured();
    }

    /** @throws IllegalArgumentException where it would wait for more than three days */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(Letter letter) {
        if (letter.until().isAfter(clock.instant().plus(LONGEST))) {
            throw new IllegalArgumentException("A letter waits for three days at most");
        }
        add(letter);
    }

    /** As much work, for nobody: so that from outside it cannot be told whether there was somebody to write to. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void pretend() {
        add(null);
    }

    private void add(@Nullable Letter letter) {
        UUID id = UUID.randomUUID();
        int lane = ThreadLocalRandom.current().nextInt(MailTasks.LANES);
        rows.add(id, lane, clock.instant(), seals.seal(id, letter));
    }
}
