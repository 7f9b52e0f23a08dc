package org.standwith.risk;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes of the policy. One of the staff writes another one, and a second one has to agree before it holds. Who they are is
 * told by the name of their account, and never by that of one of its tokens: those are the same person.
 */
@Service
@Transactional
public class Policies {

    /** What came of proposing. */
    public sealed interface Proposing {}

    /** What came of deciding. */
    public sealed interface Deciding {}

    public record Proposed(UUID id) implements Proposing {}

    /** @param faults all that is wrong with it */
    public record Unacceptable(List<Fault> faults) implements Proposing, Deciding {

        public Unacceptable {
            faults = List.copyOf(faults);
        }
    }

    /** @param highest the version that one has to be higher than */
    public record NotNewer(int highest) implements Proposing, Deciding {}

    public record Applied(int version) implements Deciding {}

    public record Rejected() implements Deciding {}

    /** Who proposed it cannot approve it. */
    public record SamePerson() implements Deciding {}

    /** There is none of this id that waits, or it is not as it was written. */
    public record Gone() implements Deciding {}

    private final PolicyRows rows;
    private final InForce inForce;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Policies(PolicyRows rows, InForce inForce, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.inForce = inForce;
        this.events = events;
        this.clock = clock;
    }

    /** @param by the account of whoever proposes it */
    public Proposing propose(String yaml, String by) {
        return switch (PolicyText.read(yaml)) {
            case PolicyText.Unreadable faulty -> new Unacceptable(faulty.faults());
            case PolicyText.Readable read -> propose(read.policy(), yaml, by);
        };
    }

    private Proposing propose(Policy policy, String yaml, String by) {
        List<Fault> ahead = policy.reviewedAfter(today().plusDays(1));
        int highest = inForce.highest();
        if (!ahead.isEmpty()) {
            return new Unacceptable(ahead);
        }
        if (policy.number() <= highest) {
            return new NotNewer(highest);
        }
        Proposal row = new Proposal(
                UUID.randomUUID(),
                policy.number(),
                yaml,
                Proposal.State.PROPOSED,
                by,
                // As exact as the database keeps it, or the seal would not match what is read back.
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                Optional.empty(),
                true);
        rows.insert(row);
        return new Proposed(row.id());
    }

    /**
     * Puts it in force: on this node when the transaction has committed, on others within ten seconds.
     *
     * @param by the account of whoever approves it
     */
    public Deciding approve(UUID id, String by) {
        return rows.lock(id)
                .filter(Policies::waits)
                .map(row -> approve(row, by))
                .orElseGet(Gone::new);
    }

    private Deciding approve(Proposal row, String by) {
        if (name(row.proposedBy()).equals(name(by))) {
            return new SamePerson();
        }
        Optional<Deciding> hindrance = hindrance(row);
        if (hindrance.isPresent()) {
            return hindrance.get();
        }
        try {
            rows.update(decided(row, Proposal.State.APPLIED, by));
        } catch (DuplicateKeyException e) {
            // Another one of this version was approved in the same moment.
            return new NotNewer(row.version());
        }
        events.publishEvent(new PolicyApplied(row.version()));
        return new Applied(row.version());
    }

    /** Why nobody can approve it, whoever they are; nothing where a second person can. */
    @Transactional(readOnly = true)
    public Optional<Deciding> hindrance(Proposal row) {
        if (!waits(row)) {
            return Optional.of(new Gone());
        }
        if (PolicyText.read(row.text()) instanceof PolicyText.Unreadable faulty) {
            // It was acceptable to the release that took it.
            return Optional.of(new Unacceptable(faulty.faults()));
        }
        int highest = inForce.highest();
        return row.version() <= highest ? Optional.of(new NotNewer(highest)) : Optional.empty();
    }

    /** Whoever proposed it may, too. */
    public Deciding reject(UUID id, String by) {
        return rows.lock(id)
                .filter(Policies::waits)
                .map(row -> {
                    rows.update(decided(row, Proposal.State.REJECTED, by));
                    return (Deciding) new Rejected();
                })
                .orElseGet(Gone::new);
    }

    /** What waits for a second person, the newest first. */
    @Transactional(readOnly = true)
    public List<Proposal> proposed() {
        return rows.all().stream()
                .filter(row -> row.state() == Proposal.State.PROPOSED)
                .toList();
    }

    /** What was decided upon, the newest first. */
    @Transactional(readOnly = true)
    public List<Proposal> history() {
        return rows.all().stream()
                .filter(row -> row.state() != Proposal.State.PROPOSED)
                .toList();
    }

    /**
     * The text in force with this country raised, and with the next version: to be proposed. Its level never becomes lower
     * by that. Nothing where no policy is in force.
     */
    @Transactional(readOnly = true)
    public Optional<String> raised(Country country, Level level, String reason, LocalDate reviewed) {
        return inForce.text()
                .map(text -> new Raising(text).by(country, level, reason, reviewed, inForce.highest() + 1));
    }

    /** The text in force; nothing where no policy is. */
    @Transactional(readOnly = true)
    public Optional<String> text() {
        return inForce.text();
    }

    private Proposal decided(Proposal row, Proposal.State state, String by) {
        return row.decided(state, by, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static boolean waits(Proposal row) {
        return row.intact() && row.state() == Proposal.State.PROPOSED;
    }

    private static String name(String account) {
        return account.strip().toLowerCase(Locale.ROOT);
    }
}
