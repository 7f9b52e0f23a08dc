package standwith.sandbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All money that moved, by the sandbox's own records and oldest first. The sum of a currency's movements is what is at
 * the provider, if nothing is exchanged.
 */
public record Truth(List<Movement> movements) {

    public Truth {
        movements = List.copyOf(movements);
    }

    public enum Kind {
        PAYMENT,
        FEE,
        REFUND,
        REFUND_FAILED,
        DISPUTE,
        DISPUTE_FEE,
        REINSTATED,
        PAYOUT,
        PAYOUT_FAILED,
        /** What the provider takes for the account itself. */
        ACCOUNT_FEE,
        /** From our bank, or back to it. */
        DEPOSIT,
        /** Held back, which is negative, or let go of. */
        RESERVE,
        /** One side of an exchange. */
        EXCHANGE,
        /** Whatever else. */
        ADJUSTMENT
    }

    /**
     * @param provider STRIPE or PAYPAL
     * @param id of the charge (or capture or sale), refund, dispute or payout; a fee has its charge's; else of the booking
     * @param minor positive when the provider holds more afterwards
     * @param interval once, month or year, of payments and their fees
     */
    public record Movement(
            String provider,
            Kind kind,
            String id,
            Instant at,
            String currency,
            long minor,
            @Nullable String interval) {}

    public List<Movement> of(Kind kind) {
        return movements.stream().filter(movement -> movement.kind() == kind).toList();
    }

    public long sum(Kind kind, String currency) {
        return of(kind).stream()
                .filter(movement -> movement.currency().equals(currency))
                .mapToLong(Movement::minor)
                .sum();
    }
}
