package org.standwith.reconciliation;

import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.standwith.contributions.ChargedAfterCancel;

/** Money that came for what had ended stands among the differences, from the moment in which it is booked. */
@Component
class AfterCancel {

    /** No run has found it. */
    private static final long NONE = 0;

    private final Discrepancies discrepancies;

    AfterCancel(Discrepancies discrepancies) {
        this.discrepancies = discrepancies;
    }

    /** In the transaction that books it. */
    @EventListener
    void on(ChargedAfterCancel charged) {
        Finding finding = new Finding(
                Kind.CHARGE_AFTER_CANCEL, "payment:" + charged.payment(), null, charged.amount(), charged.at());
        discrepancies.found(charged.provider(), List.of(finding), NONE);
    }
}
