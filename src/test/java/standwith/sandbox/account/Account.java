package standwith.sandbox.account;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.Due;
import standwith.sandbox.Truth.Movement;

/** An account at a provider, with what people and banks do to every kind of it. */
public interface Account {

    /** The bank's late answer. */
    void answer(String payment, boolean yes);

    void failNextRenewal(String subscription);

    void cancel(String subscription);

    /**
     * @param amount in minor units; null for all that is left
     * @return the refund's id
     */
    String refund(String payment, @Nullable Long amount);

    /** @return the dispute's id */
    String dispute(String payment);

    void winDispute(String dispute);

    void loseDispute(String dispute);

    List<Movement> movements();

    Overview overview();

    /** To be called under the lock. */
    Optional<Due> nextDue();
}
