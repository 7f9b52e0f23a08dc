package org.standwith.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    /**
     * @return its number, under which it is heard of if it comes back: {@link CameBack}
     * @throws IllegalArgumentException where it would wait for more than three days
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID put(Letter letter) {
        return putAll(List.of(letter)).getFirst();
    }

    /** As above, many at once; the numbers in the order of the letters. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> putAll(List<Letter> letters) {
        if (letters.stream()
                .anyMatch(each -> each.until().isAfter(clock.instant().plus(LONGEST)))) {
            throw new IllegalArgumentException("A letter waits for three days at most");
        }
        return add(letters);
    }

    /** Whether there are more of them waiting than this, also those that are tried again later. */
    public boolean holdsMoreThan(int letters) {
        return rows.count(letters + 1) > letters;
    }

    /** As much work, for nobody: so that from outside it cannot be told whether there was somebody to write to. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void pretend() {
        add(Collections.singletonList(null));
    }

    private List<UUID> add(List<? extends @Nullable Letter> letters) {
        List<LetterRows.New> fresh = new ArrayList<>();
        for (Letter letter : letters) {
            UUID id = UUID.randomUUID();
            int lane = ThreadLocalRandom.current().nextInt(MailTasks.LANES);
            fresh.add(new LetterRows.New(id, lane, seals.seal(id, letter)));
        }
        rows.add(fresh, clock.instant());
        return fresh.stream().map(LetterRows.New::id).toList();
    }
}
