package org.standwith.site;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Designation;
import org.standwith.risk.Country;
import org.standwith.risk.Judgement;
import org.standwith.risk.Level;
import org.standwith.risk.Place;
import org.standwith.risk.Policies;
import org.standwith.risk.Proposal;
import org.standwith.risk.RiskPolicy;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;

/** Changes the risk policy by two people, with a note of who wanted it. */
@Service
class PolicyChange {

    /** What a proposal would make of a place. */
    record Change(String place, Level before, Level after) {}

    private final Policies policies;
    private final RiskPolicy policy;
    private final Designation designation;
    private final AuditTrail audit;

    PolicyChange(Policies policies, RiskPolicy policy, Designation designation, AuditTrail audit) {
        this.policies = policies;
        this.policy = policy;
        this.designation = designation;
        this.audit = audit;
    }

    List<Proposal> proposed() {
        return policies.proposed();
    }

    List<Proposal> history() {
        return policies.history();
    }

    /** Empty where no policy is in force. */
    String text() {
        return policies.text().orElse("");
    }

    Optional<String> raised(Country country, Level level, String reason, LocalDate reviewed) {
        return policies.raised(country, level, reason, reviewed);
    }

    @Transactional
    Policies.Proposing propose(String text, StaffMember by) {
        Policies.Proposing proposing = policies.propose(text, by.getUsername());
        if (proposing instanceof Policies.Proposed proposed) {
            audit.record(by.actor(), "policy.propose", proposed.id().toString(), "");
        }
        return proposing;
    }

    @Transactional
    Policies.Deciding approve(UUID id, StaffMember by) {
        Policies.Deciding deciding = policies.approve(id, by.getUsername());
        if (deciding instanceof Policies.Applied applied) {
            audit.record(by.actor(), "policy.approve", id.toString(), "version " + applied.version());
            designation.soon();
        }
        return deciding;
    }

    @Transactional
    Policies.Deciding reject(UUID id, StaffMember by) {
        Policies.Deciding deciding = policies.reject(id, by.getUsername());
        if (deciding instanceof Policies.Rejected) {
            audit.record(by.actor(), "policy.reject", id.toString(), "");
        }
        return deciding;
    }

    /** Why nobody can agree to it; empty where a second person can. */
    Optional<Policies.Deciding> hindrance(Proposal proposal) {
        return policies.hindrance(proposal);
    }

    /** Which places it would handle otherwise. */
    List<Change> changes(Proposal proposal) {
        Judgement after = policy.under(proposal.text());
        return policy.places(Locale.ENGLISH).stream()
                .flatMap(place -> change(place, after))
                .toList();
    }

    /** Whom it would reach, of those who give today. */
    Designation.Reach reach(Proposal proposal) {
        Judgement after = policy.under(proposal.text());
        Judgement before = policy.judgement();
        return designation.reach(place -> after.asWritten(place) == Level.BLOCKED
                && (before.isClosed() || before.asWritten(place) != Level.BLOCKED));
    }

    private Stream<Change> change(Place place, Judgement after) {
        return Country.read(place.code())
                .map(country -> new Change(place.name(), policy.of(country), after.of(country)))
                .filter(each -> each.before() != each.after())
                .stream();
    }
}
