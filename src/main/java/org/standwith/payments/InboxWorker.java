package org.standwith.payments;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private static final int BATCH = 200;
    private static final int MOST_DEADLOCKS = 3;

    /** As many questions to a provider at once as its rate limits bear. */
    private static final int AT_ONCE = 8;

    private record Understood(Waiting event, List<Fact> facts) {}

    private final Inbox inbox;
    private final Door door;
    private final Providers providers;
    private final TransactionTemplate transaction;
    private final ExecutorService translators =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());

    InboxWorker(Inbox inbox, Door door, Providers providers, TransactionTemplate transaction) {
        this.inbox = inbox;
        this.door = door;
        this.providers = providers;
        this.transaction = transaction;
    }

    /** Works until nothing is due. */
    void drain() {
        List<Waiting> batch = inbox.claim(BATCH);
        while (!batch.isEmpty()) {
            try {
                book(understand(batch));
            } catch (RuntimeException e) {
                giveBack(batch, e);
                throw e;
            }
            batch = inbox.claim(BATCH);
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
        List<Future<List<Fact>>> answers = new ArrayList<>();
        batch.forEach(each -> answers.add(translators.submit(() -> factsIn(each.event()))));
        List<Understood> understood = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            try {
                understood.add(new Understood(batch.get(i), answers.get(i).get()));
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

    private List<Fact> factsIn(Event event) {
        PaymentProvider provider = providers
                .named(event.provider().name())
                .orElseThrow(() -> new IllegalStateException(event.provider() + " is not configured"));
        if (!event.type().equals(Questions.TYPE)) {
            return provider.facts(event);
        }
        return switch (provider.ask(event.projection())) {
            case Inquiry.Answered answer when Questions.isAnsweredBy(event, answer.facts()) -> answer.facts();
            case Inquiry.Answered answer -> throw new ProviderSilent(event.provider(), "not known there yet");
            case Inquiry.Unknown unknown -> throw new ProviderSilent(event.provider(), unknown.reason());
        };
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
            inbox.done(events.stream().map(Understood::event).toList());
        });
    }

    private void fail(Waiting waiting, Throwable error) {
        String told = Failure.describe(error);
        log.warn(
                "Event {} of {} was not understood: {}",
                waiting.event().id(),
                waiting.event().provider(),
                told);
        inbox.failed(waiting, told);
    }
}
