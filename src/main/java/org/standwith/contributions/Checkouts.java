package org.standwith.contributions;

import java.util.UUID;
import org.springframework.stereotype.Service;

/** Opening a checkout, and what became of it. */
@Service
public class Checkouts {

    /**
     * Opens a checkout, or finds the one that this key opened before.
     *
     * <p>Safe to repeat: the same key and request give the same checkout, also after a time-out in between.
     *
     * @throws org.standwith.problem.Problem when a field is not acceptable, the key was used for another request, or the
     *     provider refuses
     */
    public Checkout open(CheckoutRequest request, UUID idempotencyKey) {
        throw new UnsupportedOperationException();
    }

    /**
     * What is known of a checkout; asks the provider where that may tell more, but not at every call.
     *
     * @throws org.standwith.problem.Problem when there is none of this id
     */
    public Checkout find(UUID id) {
        throw new UnsupportedOperationException();
    }

    /**
     * The supporter is back from the provider: asks it at once, so that nobody waits for a webhook to be thanked.
     *
     * @throws org.standwith.problem.Problem when there is none of this id
     */
    public Checkout returned(UUID id) {
        throw new UnsupportedOperationException();
    }
}
