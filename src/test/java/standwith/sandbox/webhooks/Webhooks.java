package standwith.sandbox.webhooks;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.state.StateFile;
import standwith.sandbox.webhooks.Delivery.State;
import tools.jackson.databind.JsonNode;

/**
 * The post office: takes the providers' events and sends them to the application, one at a time and in order of their
 * creation, unless it is told to do worse.
 */
public final class Webhooks implements AutoCloseable {

    /** So long what arrived can be sent again. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final ReentrantLock lock;
    private final Condition moved;
    private final Clock clock;
    private final StateFile file;
    private final Courier courier = new Courier();
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Outbox outbox;
    private final Thread deliverer =
            Thread.ofPlatform().daemon().name("sandbox-webhooks").unstarted(this::deliverAll);
    private Manner manner = Manner.NORMAL;
    private Random luck = new Random(0);
    private int underWay;
    private int pauses;
    private boolean open = true;

    public Webhooks(ReentrantLock lock, Clock clock, StateFile file) {
        this.lock = lock;
        this.moved = lock.newCondition();
        this.clock = clock;
        this.file = file;
        this.outbox = new Outbox(file.section("webhooks", this::kept));
    }

    /** Opens the doors; what an earlier run did not get delivered goes out first. */
    public void start(List<Channel> targets) {
        targets.forEach(channel -> channels.put(channel.name(), channel));
        deliverer.start();
    }

    /** Where a channel's events go; null before that is known. */
    public @Nullable URI target(String channel) {
        Channel known = channels.get(channel);
        return known == null ? null : known.target();
    }

    /** Takes an event in. To be called in the order in which the events happened. */
    public void send(String channel, String eventId, String type, String body) {
        locked(() -> {
            var letter = new Letter(channel, eventId, type, body, clock.instant());
            if (manner.dropped() > 0 && luck.nextDouble() < manner.dropped()) {
                outbox.add(letter, State.DROPPED);
            } else if (manner.collect()) {
                outbox.add(letter, State.COLLECTED);
            } else {
                outbox.add(letter, State.QUEUED);
                outbox.enqueue(letter, manner);
            }
        });
    }

    public Manner manner() {
        lock.lock();
        try {
            return manner;
        } finally {
            lock.unlock();
        }
    }

    /** Changes how events are delivered from now on; what was collected stays so until {@link #flush}. */
    public void deliver(Manner wanted) {
        locked(() -> {
            manner = wanted;
            luck = new Random(wanted.seed());
        });
    }

    /** Back to good service. What was collected is sent, what was dropped stays dropped. */
    public void normal() {
        locked(() -> {
            deliver(Manner.NORMAL);
            flush();
        });
    }

    public void hold() {
        deliver(new Manner(true, false, 0, manner.copies(), manner.dropped(), manner.delay(), manner.atOnce()));
    }

    public void reorder(long seed) {
        deliver(new Manner(true, true, seed, manner.copies(), manner.dropped(), manner.delay(), manner.atOnce()));
    }

    public void repeat(int copies) {
        deliver(new Manner(
                manner.collect(),
                manner.shuffled(),
                manner.seed(),
                copies,
                manner.dropped(),
                manner.delay(),
                manner.atOnce()));
    }

    public void drop(double share, long seed) {
        deliver(new Manner(
                manner.collect(), manner.shuffled(), seed, manner.copies(), share, manner.delay(), manner.atOnce()));
    }

    public void delay(Duration delay) {
        deliver(new Manner(
                manner.collect(),
                manner.shuffled(),
                manner.seed(),
                manner.copies(),
                manner.dropped(),
                delay,
                manner.atOnce()));
    }

    /** Sends up to so many at the same time; in what order they arrive is then the application's luck. */
    public void atOnce(int events) {
        deliver(new Manner(
                manner.collect(),
                manner.shuffled(),
                manner.seed(),
                manner.copies(),
                manner.dropped(),
                manner.delay(),
                events));
    }

    /** The pause after a first failed attempt; it doubles from there. */
    public void backOff(Duration first) {
        locked(() -> outbox.backOff(first));
    }

    /** Sends what was collected. */
    public void flush() {
        locked(() -> {
            outbox.forget(clock.instant().minus(KEPT));
            var collected = new ArrayList<>(outbox.in(State.COLLECTED));
            if (manner.shuffled()) {
                Collections.shuffle(collected, luck);
            }
            collected.forEach(letter -> outbox.enqueue(letter, manner));
        });
    }

    /** Sends an event (again), however it fared before. */
    public void resend(String eventId) {
        locked(() -> {
            Letter letter = outbox.find(eventId);
            if (letter == null) {
                throw new IllegalArgumentException("No event " + eventId);
            }
            outbox.enqueue(letter, manner);
        });
    }

    public void resendDropped() {
        locked(() -> outbox.in(State.DROPPED).forEach(letter -> outbox.enqueue(letter, manner)));
    }

    /** Events that were collected, are of such a type and name one of these ids are not sent before it is asked for. */
    public void lose(Set<String> ids, Predicate<String> types) {
        locked(() -> naming(ids, types).forEach(letter -> letter.state = State.DROPPED));
    }

    /** Events that were collected and name one of these ids are sent with another body. */
    public void forge(Map<String, UnaryOperator<String>> bodies) {
        locked(() -> naming(bodies.keySet(), any -> true)
                .forEach(letter -> bodies.forEach((id, body) -> {
                    if (letter.body.contains(id)) {
                        letter.body = body.apply(letter.body);
                    }
                })));
    }

    private List<Letter> naming(Set<String> ids, Predicate<String> types) {
        return outbox.in(State.COLLECTED).stream()
                .filter(letter -> types.test(letter.type)
                        && Stream.of(letter.body.split("\"")).anyMatch(ids::contains))
                .toList();
    }

    /** Every event so far, oldest first. */
    public List<Delivery> sent() {
        lock.lock();
        try {
            return outbox.all().stream().map(Letter::outcome).toList();
        } finally {
            lock.unlock();
        }
    }

    public @Nullable Delivery sent(String eventId) {
        lock.lock();
        try {
            Letter letter = outbox.find(eventId);
            return letter == null ? null : letter.outcome();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is queued or under way; what is collected or dropped does not count. */
    public void awaitDelivered(Duration patience) {
        if (!await(patience, () -> outbox.isEmpty() && underWay == 0)) {
            throw new IllegalStateException("Not delivered within " + patience + ": "
                    + sent().stream().filter(d -> d.state() == State.QUEUED).toList());
        }
    }

    /** Waits until every event was tried once, so that time does not run away from the application. */
    public void awaitTried(Duration patience) {
        await(patience, () -> underWay == 0 && outbox.allTried());
    }

    /**
     * Does something, under the lock, while no event is on the wire: a clock that is moved between signing and checking
     * would make a good signature too old.
     */
    public void betweenDeliveries(Runnable action) {
        lock.lock();
        try {
            pauses++;
            while (underWay > 0) {
                moved.awaitUninterruptibly();
            }
            action.run();
        } finally {
            pauses--;
            moved.signalAll();
            lock.unlock();
        }
    }

    @Override
    public void close() {
        locked(() -> open = false);
        deliverer.interrupt();
        courier.close();
    }

    private boolean await(Duration patience, BooleanSupplier done) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!done.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for webhooks", stop);
        } finally {
            lock.unlock();
        }
    }

    private void deliverAll() {
        try {
            while (true) {
                Letter letter = next();
                Channel channel = channel(letter);
                Thread.ofVirtual().name("sandbox-webhook").start(() -> deliver(letter, channel));
            }
        } catch (InterruptedException closed) {
            // the sandbox is going down; what is left is on file
        }
    }

    private void deliver(Letter letter, Channel channel) {
        try {
            int status = courier.deliver(channel, letter.body, clock.instant());
            locked(() -> {
                underWay--;
                letter.onTheWire--;
                if (open) {
                    outbox.settle(letter, status);
                }
            });
        } catch (InterruptedException closed) {
            // as below
        }
    }

    private Letter next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                if (!open) {
                    throw new InterruptedException();
                }
                if (underWay >= manner.atOnce() || pauses > 0) {
                    moved.await();
                    continue;
                }
                Letter letter = outbox.next();
                if (letter != null) {
                    underWay++;
                    letter.onTheWire++;
                    return letter;
                }
                moved.awaitNanos(outbox.nanosToNext());
            }
        } finally {
            lock.unlock();
        }
    }

    private Channel channel(Letter letter) {
        Channel channel = channels.get(letter.channel);
        if (channel == null) {
            throw new IllegalStateException("No channel " + letter.channel);
        }
        return channel;
    }

    private JsonNode kept() {
        return outbox.kept();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            file.changed();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
