package org.standwith.reminders;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.mail.Letter;
import org.standwith.mail.Outbox;
import org.standwith.reminders.ReminderRows.Row;
import org.standwith.reminders.Traces.Trace;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import org.standwith.vault.Secret;

/** Puts letters, and sees to what becomes of their reminders: one is over, or waits for the next time. */
@Component
class Sending {

    /** For so long it is of interest what came of a letter. */
    static final Duration TRACED = Duration.ofDays(14);

    private static final byte[] NONE = new byte[Long.BYTES * 2];

    private final ReminderRows rows;
    private final Letters letters;
    private final Traces traces;
    private final Echoes echoes;
    private final Totals totals;
    private final Outbox outbox;
    private final Seals seals;

    Sending(
            ReminderRows rows,
            Letters letters,
            Traces traces,
            Echoes echoes,
            Totals totals,
            Outbox outbox,
            Seals seals) {
        this.rows = rows;
        this.letters = letters;
        this.traces = traces;
        this.echoes = echoes;
        this.totals = totals;
        this.outbox = outbox;
        this.seals = seals;
    }

    /** In the transaction in which they were found to be due. */
    void carryOut(Map<Row, Wish> wishes, Map<Row, Outcome> outcomes, Instant now) {
        YearMonth month = totals.month();
        List<UUID> over = new ArrayList<>();
        Map<UUID, Instant> again = new HashMap<>();
        Map<Row, Wish> sent = new HashMap<>();
        List<Wish> last = new ArrayList<>();
        Map<Totals.Key, Long> counts = new HashMap<>();
        wishes.forEach((row, wish) -> {
            Outcome outcome = outcomes.getOrDefault(row, Outcome.LATE);
            counts.merge(new Totals.Key(month, wish.campaign(), outcome), 1L, Long::sum);
            Optional<Instant> next = goesOn(outcome) ? wish.schedule().after(now) : Optional.empty();
            next.ifPresentOrElse(when -> again.put(row.id(), when), () -> over.add(row.id()));
            if (outcome == Outcome.SENT) {
                sent.put(row, wish);
                if (next.isEmpty()) {
                    last.add(wish);
                }
            }
        });
        put(sent, again.keySet(), month, now);
        echoes.add(last, now.plus(TRACED));
        rows.move(again);
        rows.end(over);
        totals.add(counts);
    }

    private static boolean goesOn(Outcome outcome) {
        return switch (outcome) {
            case SENT, LATE -> true;
            case BOUNCED, GAVE, LEFT, POLICY, CONFIRMED, CONVERTED -> false;
        };
    }

    private void put(Map<Row, Wish> sent, Set<UUID> goOn, YearMonth month, Instant now) {
        List<Map.Entry<Row, Wish>> order = List.copyOf(sent.entrySet());
        List<Secret> notes = order.stream().map(each -> Secret.random()).toList();
        List<Letter> written = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Map.Entry<Row, Wish> each = order.get(i);
            written.add(letters.reminder(each.getValue(), each.getKey().mailbox(), notes.get(i)));
        }
        List<UUID> numbers = outbox.putAll(written);
        List<Trace> all = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            UUID id = order.get(i).getKey().id();
            UUID number = numbers.get(i);
            all.add(new Trace(
                    number,
                    notes.get(i).hash(),
                    month,
                    order.get(i).getValue().campaign(),
                    now.plus(TRACED),
                    null,
                    sealed(number, goOn.contains(id) ? id : null)));
        }
        traces.add(all);
    }

    /** Of one length, whether or not it goes on. */
    private byte[] sealed(UUID letter, @Nullable UUID reminder) {
        byte[] plain = reminder == null
                ? NONE
                : ByteBuffer.allocate(NONE.length)
                        .putLong(reminder.getMostSignificantBits())
                        .putLong(reminder.getLeastSignificantBits())
                        .array();
        return seals.seal(Compartment.LINK, letter.toString(), plain);
    }

    /** Which one goes on after this letter. */
    Optional<UUID> reminder(Trace trace) {
        return seals.open(Compartment.LINK, trace.letter().toString(), trace.reminder())
                .map(ByteBuffer::wrap)
                .map(plain -> new UUID(plain.getLong(), plain.getLong()))
                .filter(id -> !id.equals(new UUID(0, 0)));
    }
}
