package org.standwith.refunds;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.Fact.RefundMade;

/** Finds among what a provider told the refund that an unclear one of ours has become. */
@Component
class Settling {

    private final RefundRows rows;

    Settling(RefundRows rows) {
        this.rows = rows;
    }

    /** @return whether it is known by now what became of it */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean settle(Refund refund, Standing standing) {
        Optional<RefundMade> made = refund.state().isUnclear() ? standing.madeOf(refund) : Optional.empty();
        made.ifPresent(each -> rows.save(
                refund.made(each.refund(), standing.isBounced(each.refund())), RefundRows.SYSTEM, "it was made"));
        return made.isPresent();
    }
}
