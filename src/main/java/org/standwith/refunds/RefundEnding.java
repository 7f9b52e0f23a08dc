package org.standwith.refunds;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.payments.Commands;
import org.standwith.payments.Door;
import org.standwith.payments.Ending;
import org.standwith.payments.Patience;

/** Ends what the payment of a refund belongs to, where it goes on by itself: so that not the next one is taken. */
@Component
class RefundEnding {

    private final RefundRows rows;
    private final Door door;
    private final Commands commands;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RefundEnding(RefundRows rows, Door door, Commands commands, TransactionTemplate transaction, Clock clock) {
        this.rows = rows;
        this.door = door;
        this.commands = commands;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Asks the provider to end it; what has ended already stays so.
     *
     * @return when to go on; nothing when nothing is left to do
     */
    Optional<Instant> carryOn(UUID id) {
        Refund refund = rows.find(id).orElse(null);
        if (refund == null || refund.ending() != Refund.Ending.ASKED) {
            return Optional.empty();
        }
        UUID owner = door.ownerOf(refund.provider(), refund.payment()).orElse(null);
        String refused = null;
        for (String each : owner == null ? List.<String>of() : door.lastingOf(owner)) {
            switch (commands.end(refund.provider(), each)) {
                case Ending.Ended ended -> {}
                case Ending.Refused no -> refused = no.reason();
                case Ending.Unknown unknown -> {
                    return inVain(id, unknown.reason());
                }
            }
        }
        over(id, refused);
        return Optional.empty();
    }

    private Optional<Instant> inVain(UUID id, String reason) {
        Integer tries = transaction.execute(status -> rows.countEndingTry(id));
        Optional<Instant> again = Patience.after(tries == null ? 0 : tries - 1)
                .map(pause -> clock.instant().plus(pause));
        if (again.isEmpty()) {
            over(id, reason);
        }
        return again;
    }

    /** @param hindrance null where there was none */
    private void over(UUID id, @Nullable String hindrance) {
        transaction.executeWithoutResult(status -> {
            Refund current = rows.locked(id);
            rows.save(
                    current.ending(hindrance == null ? Refund.Ending.DONE : Refund.Ending.FAILED),
                    RefundRows.SYSTEM,
                    hindrance == null ? "no further payment is taken" : "it was not ended: " + hindrance);
        });
    }
}
