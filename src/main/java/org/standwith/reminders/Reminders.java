package org.standwith.reminders;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.problem.Problem;
import org.standwith.reminders.ReminderRows.Row;
import org.standwith.vault.Secret;
import org.standwith.vault.Subjects;
import org.standwith.vault.Subjects.Kept;
import tools.jackson.databind.json.JsonMapper;

/** What whoever reads a mailbox may do with the reminders that go there: by the links in the letters, with no other sign-in. */
@Service
public class Reminders {

    /**
     * A reminder as whoever reads the mailbox may see it.
     *
     * @param next when it is sent next; null where it was sent for the last time
     */
    public record Shown(
            Schedule schedule, Locale locale, @Nullable Instant next) {}

    private final Moments moments;
    private final ReminderRows rows;
    private final Pending pending;
    private final Echoes echoes;
    private final Refusals refusals;
    private final Totals totals;
    private final Subjects subjects;
    private final Shredding shredding;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Reminders(
            Moments moments,
            ReminderRows rows,
            Pending pending,
            Echoes echoes,
            Refusals refusals,
            Totals totals,
            Subjects subjects,
            Shredding shredding,
            TransactionTemplate transaction,
            Clock clock) {
        this.moments = moments;
        this.rows = rows;
        this.pending = pending;
        this.echoes = echoes;
        this.refusals = refusals;
        this.totals = totals;
        this.subjects = subjects;
        this.shredding = shredding;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What a link in a letter asks to be confirmed; nothing where it is over, or was confirmed. */
    public Optional<Schedule> pending(Secret secret) {
        return required(transaction.execute(status -> pending.by(secret).map(Wish::schedule)));
    }

    /**
     * Whoever reads the mailbox wants it. Confirming twice is nothing.
     *
     * @return whether there is a reminder by this link
     */
    public boolean confirm(Secret secret) {
        List<UUID> replaced = new ArrayList<>();
        boolean confirmed = Boolean.TRUE.equals(transaction.execute(status -> {
            // The wish first: a second click waits here for the first, and then finds what that has made of it.
            Wish wish = pending.by(secret).orElse(null);
            if (wish == null) {
                return rows.by(secret.hash()).isPresent();
            }
            byte[] mailbox = refusals.mailbox(wish.to());
            end(rows.of(mailbox), replaced);
            add(
                    mailbox,
                    wish.confirmed(clock.instant(), secret),
                    wish.schedule().due());
            pending.empty(mailbox);
            totals.add(wish.campaign(), Outcome.CONFIRMED);
            return true;
        }));
        shredding.shred(replaced);
        return confirmed;
    }

    /** What a link in a letter belongs to; nothing where nothing of it is left. */
    public Optional<Shown> find(Secret secret) {
        return required(transaction.execute(status -> rows.by(secret.hash())
                .flatMap(row -> read(row).map(wish -> new Shown(wish.schedule(), wish.language(), row.due())))
                .or(() -> echoes.find(secret, clock.instant())
                        .map(wish -> new Shown(wish.schedule(), wish.language(), null)))));
    }

    /**
     * Another time. What was sent already for the last time begins anew by this.
     *
     * @param when of which the time alone counts; in the zone of before, where it names none
     * @return false where nothing of it is left, or nothing may go there any more
     * @throws Problem when the time is not acceptable
     */
    public boolean move(Secret secret, ReminderRequest when) {
        ZoneId zone = find(secret).map(shown -> shown.schedule().zone()).orElse(ZoneOffset.UTC);
        List<Problem.Field> wrong = new ArrayList<>();
        Schedule schedule = moments.read(when, zone, wrong).orElseThrow(() -> Problem.invalid(wrong));
        List<UUID> replaced = new ArrayList<>();
        boolean moved = Boolean.TRUE.equals(transaction.execute(status -> rows.by(secret.hash())
                .map(row -> move(row, schedule))
                .orElseGet(() -> echoes.find(secret, clock.instant())
                        .map(wish -> begin(secret, wish, schedule, replaced))
                        .orElse(false))));
        shredding.shred(replaced);
        return moved;
    }

    private boolean move(Row row, Schedule schedule) {
        Wish wish = read(row).orElse(null);
        if (wish == null || refusals.has(row.mailbox())) {
            return false;
        }
        // In its place, under its key: a second click then finds what the first has made of it.
        Kept kept = subjects.keep(row.id(), json.writeValueAsBytes(wish.at(schedule)))
                .orElse(null);
        if (kept != null) {
            rows.replace(kept, next(schedule));
        }
        return kept != null;
    }

    /** One that was sent for the last time. */
    private boolean begin(Secret secret, Wish wish, Schedule schedule, List<UUID> replaced) {
        byte[] mailbox = refusals.mailbox(wish.to());
        if (refusals.has(mailbox)) {
            return false;
        }
        end(rows.of(mailbox), replaced);
        echoes.remove(secret);
        add(mailbox, wish.at(schedule), next(schedule));
        return true;
    }

    private Instant next(Schedule schedule) {
        return schedule.after(clock.instant()).orElseGet(schedule::due);
    }

    /** Nothing of it is left when this returns. */
    public void erase(Secret secret) {
        List<UUID> erased = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            echoes.remove(secret);
            Optional<Row> row = rows.by(secret.hash());
            row.ifPresent(each -> pending.empty(each.mailbox()));
            end(row, erased);
        });
        shredding.shred(erased);
    }

    private void end(Optional<Row> row, List<UUID> ended) {
        row.ifPresent(each -> {
            rows.end(List.of(each.id()));
            ended.add(each.id());
        });
    }

    /** They want no more of them. */
    void leave(byte[] mailbox) {
        rows.of(mailbox).ifPresent(row -> {
            read(row).ifPresent(wish -> totals.add(wish.campaign(), Outcome.LEFT));
            rows.end(List.of(row.id()));
        });
    }

    /** One that would go on is over. */
    void end(UUID id) {
        rows.find(id).ifPresent(row -> rows.end(List.of(id)));
    }

    private void add(byte[] mailbox, Wish wish, Instant due) {
        Kept kept = subjects.keep(json.writeValueAsBytes(wish));
        Secret secret = Secret.read(String.valueOf(wish.secret())).orElseThrow();
        rows.add(
                new Row(kept.subject(), mailbox, secret.hash(), due, kept.sealed()),
                ThreadLocalRandom.current().nextInt(ReminderTasks.LANES));
    }

    private Optional<Wish> read(Row row) {
        return subjects.open(row.kept()).map(plain -> json.readValue(plain, Wish.class));
    }

    private static <T> Optional<T> required(@Nullable Optional<T> found) {
        return found == null ? Optional.empty() : found;
    }
}
