package org.standwith.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.standwith.guard.Admission.Admitted;
import org.standwith.guard.Admission.Crowded;
import org.standwith.guard.Admission.Early;
import org.standwith.guard.Admission.Needed;
import org.standwith.guard.Admission.Refused;
import org.standwith.guard.AttackWatch.Sign;
import org.standwith.guard.Permits.Redemption;

/**
 * Says who has to work before they come in. Nobody is kept out for good, and nobody is known: what is counted by address is
 * counted in memory, under a key that is thrown away every day.
 */
@Service
public class Guard {

    /**
     * What somebody shows.
     *
     * @param proof of work, as ALTCHA's protocol writes it
     * @param permit for who cannot calculate
     */
    public record Shown(@Nullable String proof, @Nullable String permit) {}

    private final GuardProperties properties;
    private final Visitors visitors;
    private final Limits limits;
    private final Proofs proofs;
    private final Permits permits;
    private final AttackWatch watch;
    private final Counter asked;
    private final Counter admitted;

    Guard(
            GuardProperties properties,
            Visitors visitors,
            Limits limits,
            Proofs proofs,
            Permits permits,
            AttackWatch watch,
            MeterRegistry meters) {
        this.properties = properties;
        this.visitors = visitors;
        this.limits = limits;
        this.proofs = proofs;
        this.permits = permits;
        this.watch = watch;
        this.asked = Counter.builder("standwith.guard.asked")
                .description("How often a proof of work was asked for")
                .register(meters);
        this.admitted = Counter.builder("standwith.guard.proven")
                .description("How often a proof or a permit was taken")
                .register(meters);
    }

    /**
     * Whether somebody may come in, and what is missing. A proof or permit that lets in is used up; one that is shown
     * without need is not.
     *
     * @param address where the request comes from; kept nowhere
     */
    public Admission admit(Entrance entrance, String address, Shown shown) {
        if (!needsProof(entrance, address)) {
            attempted(entrance);
            return new Admitted();
        }
        Admission admission = judge(shown);
        if (admission instanceof Admitted) {
            admitted.increment();
            attempted(entrance);
        } else {
            asked.increment();
            watch.note(Sign.ASKED);
        }
        return admission;
    }

    /** Of whoever is held up here no bank hears, so that a flood of them is no attack on anybody else. */
    private void attempted(Entrance entrance) {
        if (entrance != Entrance.CODE) {
            watch.note(Sign.ATTEMPT);
        }
    }

    /** A new problem to solve; good for ten minutes, once, at any node. */
    public Challenge challenge() {
        return proofs.challenge();
    }

    /** A new permit, that works after a while, once, at any node. */
    public String permit() {
        return permits.issue();
    }

    /** How things look at this node. */
    public State state() {
        return watch.state();
    }

    private boolean needsProof(Entrance entrance, String address) {
        return switch (properties.proof()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case UNDER_ATTACK -> watch.isUnderAttack() || !limits.allow(entrance, visitors.at(address));
        };
    }

    private Admission judge(Shown shown) {
        if (shown.proof() != null && !shown.proof().isBlank()) {
            return proofs.redeem(shown.proof()) ? new Admitted() : new Refused();
        }
        if (shown.permit() == null || shown.permit().isBlank()) {
            return new Needed();
        }
        return switch (permits.redeem(shown.permit())) {
            case Redemption.Good good -> new Admitted();
            case Redemption.Early early -> new Early(early.left());
            case Redemption.Crowded crowded -> new Crowded();
            case Redemption.Refused refused -> new Refused();
        };
    }
}
