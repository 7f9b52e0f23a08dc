package org.standwith.refunds;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.ChargedAfterCancel;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.FactListener;
import org.standwith.payments.Payments;
import org.standwith.payments.Provider;
import org.standwith.refunds.Refund.Cause;
import org.standwith.refunds.Refund.State;

/** What follows for refunds from what providers tell, in the facts' transaction. */
@Component
class RefundFacts implements FactListener {

    private static final String PAYMENT = "payment:";
    private static final String REFUND = "refund:";

    private record Paid(Provider provider, String payment) {}

    private final RefundRows rows;
    private final Payments payments;
    private final Settling settling;
    private final Refunds refunds;

    RefundFacts(RefundRows rows, Payments payments, Settling settling, Refunds refunds) {
        this.rows = rows;
        this.payments = payments;
        this.settling = settling;
        this.refunds = refunds;
    }

    @Override
    public void on(News news) {
        Set<Paid> touched = new LinkedHashSet<>();
        for (OwnedFact each : news.fresh()) {
            if (each.fact() instanceof RefundMade made) {
                touched.add(new Paid(made.provider(), made.payment()));
            } else if (each.fact() instanceof RefundFailed failed) {
                touched.add(new Paid(failed.provider(), failed.payment()));
            }
        }
        touched.forEach(this::look);
    }

    private void look(Paid paid) {
        List<Refund> all = rows.of(paid.provider(), paid.payment());
        if (all.isEmpty()) {
            return;
        }
        List<Fact> facts = payments.factsOf(paid.provider(), paid.payment());
        for (Refund each : all) {
            Standing.of(facts, all).ifPresent(standing -> look(rows.locked(each.id()), standing));
        }
    }

    private void look(Refund refund, Standing standing) {
        String made = refund.providerRefund();
        if (refund.state() == State.CONFIRMED && made != null && standing.isBounced(made)) {
            rows.save(refund.made(made, true), RefundRows.SYSTEM, "it came back");
        } else {
            settling.settle(refund, standing);
        }
    }

    @Override
    public void on(Renamed renamed) {
        if (renamed.before().startsWith(PAYMENT)) {
            rows.rename(
                    renamed.provider(),
                    renamed.before().substring(PAYMENT.length()),
                    renamed.now().substring(PAYMENT.length()));
        } else if (renamed.before().startsWith(REFUND)) {
            rows.renameMade(
                    renamed.provider(),
                    renamed.before().substring(REFUND.length()),
                    renamed.now().substring(REFUND.length()));
        }
    }

    /** All of the payment is proposed to go back; what has gone back already, is not. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ChargedAfterCancel late) {
        refunds.propose(late.provider(), late.payment(), late.amount(), Cause.CHARGED_AFTER_CANCEL, "");
    }
}
