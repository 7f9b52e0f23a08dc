package org.standwith.refunds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.Payments;
import org.standwith.problem.Problem;
import org.standwith.problem.Problem.Kind;
import org.standwith.refunds.Refund.Ending;
import org.standwith.refunds.Refund.State;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;

/** What staff decide about a refund that was asked for, proposed or parked. */
@Service
public class Decisions {

    /** PayPal knows the key of a refund again for 45 days, Stripe lists what it made: later than this nobody is sure. */
    private static final Duration REPEATABLE = Duration.ofDays(40);

    private final RefundRows rows;
    private final Payments payments;
    private final RefundTasks tasks;
    private final AuditTrail audit;
    private final Clock clock;

    Decisions(RefundRows rows, Payments payments, RefundTasks tasks, AuditTrail audit, Clock clock) {
        this.rows = rows;
        this.payments = payments;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A second person agrees.
     *
     * @throws Problem when it waits for nobody, or they asked for it themselves
     */
    @Transactional
    public Refund approve(UUID id, StaffMember by) {
        Refund current = locked(id);
        require(current, State.ASKED);
        if (by.getUsername().equalsIgnoreCase(current.askedBy())) {
            throw new Problem(Kind.CONFLICT, "second-person", "Somebody else has to agree: you asked for it.");
        }
        audit.record(by.actor(), "refund.approve", id.toString(), told(current));
        return agreed(current, by.getUsername(), by.actor());
    }

    /**
     * Decides against it, or against what was proposed; whoever asked for it may do so too.
     *
     * @throws Problem when it was decided before, or the note is missing
     */
    @Transactional
    public Refund decline(UUID id, @Nullable String note, StaffMember by) {
        String why = note(note);
        Refund current = locked(id);
        if (current.state() != State.ASKED) {
            require(current, State.PROPOSED);
        }
        Refund declined = current.declined(by.getUsername());
        rows.save(declined, by.actor(), why);
        audit.record(by.actor(), "refund.decline", id.toString(), told(declined));
        return declined;
    }

    /**
     * Has the provider asked again, from the start of the schedule.
     *
     * @throws Problem when it is not parked, or was sent so long ago that the provider might make it twice
     */
    @Transactional
    public Refund tryAgain(UUID id, StaffMember by) {
        Refund current = locked(id);
        require(current, State.PARKED);
        Instant sent = current.sent();
        if (sent != null && sent.plus(REPEATABLE).isBefore(clock.instant())) {
            throw new Problem(
                    Kind.CONFLICT,
                    "refund-too-old",
                    "It was sent so long ago that it might be made twice. Look for it at the provider, and close it"
                            + " here.");
        }
        Refund again = current.unclear(0, clock.instant());
        rows.save(again, by.actor(), "");
        tasks.send(id);
        audit.record(by.actor(), "refund.retry", id.toString(), told(again));
        return again;
    }

    /**
     * Gives a parked one up: it was looked for at the provider, and is not there. One that comes to light all the same is in
     * the books.
     *
     * @throws Problem when it is not parked, or the note is missing
     */
    @Transactional
    public Refund close(UUID id, @Nullable String note, StaffMember by) {
        String why = note(note);
        Refund current = locked(id);
        require(current, State.PARKED);
        Refund closed = current.refused("given up");
        rows.save(closed, by.actor(), why);
        audit.record(by.actor(), "refund.close", id.toString(), told(closed));
        return closed;
    }

    /** It is on its way from now on, within the caller's transaction. */
    Refund agreed(Refund asked, @Nullable String by, String actor) {
        Refund agreed = asked.agreed(by);
        rows.save(agreed, actor, "");
        tasks.send(agreed.id());
        if (agreed.ending() == Ending.ASKED) {
            tasks.end(agreed.id());
        }
        return agreed;
    }

    private Refund locked(UUID id) {
        Refund found = find(id);
        payments.hold(found.provider(), found.payment());
        return rows.locked(id);
    }

    Refund find(UUID id) {
        return rows.find(id)
                .orElseThrow(() -> new Problem(Kind.NOT_FOUND, "no-such-refund", "There is no refund of this id."));
    }

    static void require(Refund refund, State state) {
        if (refund.state() != state) {
            throw new Problem(Kind.CONFLICT, "refund-moved-on", "Somebody was quicker: look at it again.");
        }
    }

    private static String note(@Nullable String text) {
        List<Problem.Field> wrong = new ArrayList<>();
        String why = Wish.reason(text, wrong);
        if (why == null) {
            throw Problem.invalid("note", wrong.getFirst().detail());
        }
        return why;
    }

    /** Without the payment, whose id leads to a person, and without words: the trail is for good. */
    static String told(Refund refund) {
        return refund.provider() + " " + refund.amount();
    }
}
