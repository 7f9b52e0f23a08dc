package org.standwith.payments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.payments.Inbox.Waiting;

/**
 * Understands what waits in the inbox. A batch is one transaction; where that fails, halves of it are tried, so that an
 * event that cannot be booked stands alone in the end and holds up nobody.
 */
@Component
class InboxWorker {

    private static final Logger log = LoggerFactory.getLogger(InboxWorker.class);
    private static final int BATCH = 400;
    private static final int MOST_DEADLOCKS = 3;

    /** As many questions to a provider at once as its rate limits bear. */
    private static final int AT_ONCE = 8;

    /** So few that the slowest answers come within the lease, and before those who wait behind grow impatient. */
    private static final int ASKED_A_ROUND = 16;

    /** @param again whether what it was about is still open, although the provider has answered */
    private record Understood(Waiting event, List<Fact> facts, boolean again) {}

    private final Inbox inbox;
    private final Door door;
    private final Providers providers;
    private final Questions questions;
    private final TransactionTemplate transaction;
    private final ExecutorService translators =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());

    InboxWorker(Inbox inbox, Door door, Providers providers, Questions questions, TransactionTemplate transaction) {
        this.inbox = inbox;
        this.door = door;
        this.providers = providers;
        this.questions = questions;
        this.transaction = transaction;
    }

    /** From now on this is the one to work on what arrives here. */
    void begin() {
        inbox.handOver();
    }

    /** What it has not begun is for others. */
    void rest() {
        inbox.handOverNoMore();
    }

    /** Works until nothing is due. */
    void drain() {
        List<Waiting> batch = inbox.claim(BATCH);
        while (!batch.isEmpty()) {
            try {
                work(batch);
            } catch (RuntimeException e) {
                giveBack(batch, e);
                throw e;
            }
            batch = inbox.claim(BATCH);
        }
    }

    /** What needs no answer from a provider is booked before a provider, however slow, is asked about the rest. */
    private void work(List<Waiting> batch) {
        Map<Boolean, List<Waiting>> asking = batch.stream().collect(Collectors.partitioningBy(this::asks));
        book(understand(asking.getOrDefault(false, List.of())));
        List<Waiting> slow = asking.getOrDefault(true, List.of());
        int now = Math.min(slow.size(), ASKED_A_ROUND);
        book(ask(slow.subList(0, now)));
        inbox.release(slow.subList(now, slow.size()));
    }

    private boolean asks(Waiting waiting) {
        if (isQuestion(waiting)) {
            return true;
        }
        if (!waiting.readable()) {
            return false;
        }
        try {
            return providers
                    .named(waiting.event().provider().name())
                    .filter(each -> each.asks(waiting.event()))
                    .isPresent();
        } catch (RuntimeException e) {
            // It cannot be read at all, as its turn will show.
            return false;
        }
    }

    private void giveBack(List<Waiting> batch, RuntimeException why) {
        try {
            inbox.release(batch);
        } catch (RuntimeException e) {
            // Most likely for the same reason. The claims run out by themselves.
            why.addSuppressed(e);
        }
    }

    private List<Understood> understand(List<Waiting> batch) {
        List<Understood> understood = new ArrayList<>();
        for (Waiting each : batch) {
            try {
                understood.add(understand(each));
            } catch (RuntimeException | Error e) {
                fail(each, e);
            }
        }
        return understood;
    }

    /** Several at once, because each waits for a provider. */
    private List<Understood> ask(List<Waiting> batch) {
        List<Future<Understood>> answers = new ArrayList<>();
        batch.forEach(each -> answers.add(translators.submit(() -> understand(each))));
        List<Understood> understood = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            try {
                understood.add(answers.get(i).get());
            } catch (ExecutionException e) {
                fail(batch.get(i), e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                // The rest is still claimed, and comes due again when the lease has run out.
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
        return understood;
    }

    private Understood understand(Waiting waiting) {
        Event event = waiting.event();
        if (!waiting.readable()) {
            throw new IllegalStateException("It does not open");
        }
        PaymentProvider provider = providers
                .named(event.provider().name())
                .orElseThrow(() -> new IllegalStateException(event.provider() + " is not configured"));
        if (!isQuestion(waiting)) {
            return new Understood(waiting, provider.facts(event), false);
        }
        Questions.Answer answer = questions.put(event, provider);
        return new Understood(waiting, answer.facts(), answer.again());
    }

    private void book(List<Understood> events) {
        if (events.isEmpty()) {
            return;
        }
        try {
            bookPatiently(events);
        } catch (DataAccessResourceFailureException
                | RecoverableDataAccessException
                | CannotCreateTransactionException e) {
            // The database is away, and would be for each half as well. It is no event's fault.
            throw e;
        } catch (RuntimeException e) {
            if (events.size() == 1) {
                fail(events.getFirst().event(), e);
            } else {
                book(events.subList(0, events.size() / 2));
                book(events.subList(events.size() / 2, events.size()));
            }
        }
    }

    /** Again at once where it was lost to another transaction: that one is over by now. */
    private void bookPatiently(List<Understood> events) {
        for (int left = MOST_DEADLOCKS; ; left--) {
            try {
                bookTogether(events);
                return;
            } catch (TransientDataAccessException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private void bookTogether(List<Understood> events) {
        transaction.executeWithoutResult(status -> {
            door.admit(events.stream().flatMap(each -> each.facts().stream()).toList());
            List<Waiting> done = new ArrayList<>();
            for (Understood each : events) {
                if (each.again()) {
                    inbox.again(each.event());
                } else if (isQuestion(each.event())
                        && questions.isOpen(each.event().event())
                        && !questions.isInVain(each.event().event())) {
                    inbox.failed(each.event(), Questions.STILL_OPEN);
                } else {
                    done.add(each.event());
                }
            }
            inbox.done(done);
        });
    }

    private static boolean isQuestion(Waiting waiting) {
        return waiting.event().type().equals(Questions.TYPE);
    }

    private void fail(Waiting waiting, Throwable error) {
        String told = Failure.describe(error);
        // Which one it is, staff see at the event itself: its id leads to a payment.
        log.atWarn()
                .addKeyValue("provider", waiting.event().provider().name())
                .addKeyValue("event-type", waiting.event().type())
                .setCause(error)
                .log("An event was not understood");
        inbox.failed(waiting, told);
    }
}
