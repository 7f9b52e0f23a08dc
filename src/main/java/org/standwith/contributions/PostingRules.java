package org.standwith.contributions;

import static org.standwith.ledger.Account.BANK;
import static org.standwith.ledger.Account.CHARGES;
import static org.standwith.ledger.Account.CLEARING;
import static org.standwith.ledger.Account.CONTRIBUTIONS;
import static org.standwith.ledger.Account.CONVERSION;
import static org.standwith.ledger.Account.DISPUTES;
import static org.standwith.ledger.Account.FEES;
import static org.standwith.ledger.Account.REFUNDS;
import static org.standwith.ledger.Account.RESERVE;
import static org.standwith.ledger.Account.SUSPENSE;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.ledger.JournalEntry;
import org.standwith.ledger.JournalEntry.Draft;
import org.standwith.ledger.JournalEntry.Kind;
import org.standwith.money.Cadence;
import org.standwith.payments.AccountFact;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;

/** Which entry follows from which movement of money; the table stands in the ledger's description. */
public final class PostingRules {

    private PostingRules() {}

    /**
     * What is posted of a movement while it is not known whose it is. To what the provider holds it does the same as what is
     * posted otherwise.
     */
    public static JournalEntry entry(Movement fact) {
        return draft(fact, null).entry();
    }

    /** @param cadence of the contribution, or null while it is not known which one it is */
    static Draft draft(Movement fact, @Nullable Cadence cadence) {
        return switch (fact) {
            case PaymentSucceeded paid ->
                start(Kind.PAYMENT, fact, cadence)
                        .debit(CLEARING, paid.amount())
                        .credit(CONTRIBUTIONS, paid.amount());
            case Settled settled -> settlement(settled, cadence);
            case RefundMade refund ->
                start(Kind.REFUND, fact, cadence)
                        .debit(REFUNDS, refund.amount())
                        .credit(CLEARING, refund.amount());
            case RefundFailed refund ->
                start(Kind.REFUND_FAILED, fact, cadence)
                        .debit(CLEARING, refund.amount())
                        .credit(REFUNDS, refund.amount());
            case DisputeWithdrawn taken ->
                exchanged(
                                start(Kind.DISPUTE_WITHDRAWN, fact, cadence)
                                        .debit(DISPUTES, taken.original())
                                        .credit(CLEARING, taken.original()),
                                taken.original().negated(),
                                taken.settled().negated())
                        .debit(FEES, taken.fee())
                        .credit(CLEARING, taken.fee());
            case DisputeReinstated back ->
                exchanged(
                                start(Kind.DISPUTE_REINSTATED, fact, cadence)
                                        .debit(CLEARING, back.original())
                                        .credit(DISPUTES, back.original()),
                                back.original(),
                                back.settled())
                        .debit(CLEARING, back.fee())
                        .credit(FEES, back.fee());
            case PayoutSent payout ->
                start(Kind.PAYOUT, fact, null).debit(BANK, payout.amount()).credit(CLEARING, payout.amount());
            case PayoutFailed payout ->
                start(Kind.PAYOUT_FAILED, fact, null)
                        .debit(CLEARING, payout.amount())
                        .credit(BANK, payout.amount());
            case AccountFact.AccountCharged charge ->
                start(Kind.ACCOUNT_CHARGE, fact, null)
                        .debit(CHARGES, charge.amount())
                        .credit(CLEARING, charge.amount());
            case AccountFact.Deposited deposit ->
                start(Kind.DEPOSIT, fact, null)
                        .debit(CLEARING, deposit.amount())
                        .credit(BANK, deposit.amount());
            case AccountFact.Reserved reserved ->
                start(Kind.RESERVE, fact, null)
                        .debit(RESERVE, reserved.amount())
                        .credit(CLEARING, reserved.amount());
            case AccountFact.Exchanged side ->
                start(Kind.EXCHANGE, fact, null).debit(CLEARING, side.amount()).credit(CONVERSION, side.amount());
            case AccountFact.Adjusted unknown ->
                start(Kind.ADJUSTMENT, fact, null)
                        .debit(CLEARING, unknown.amount())
                        .credit(SUSPENSE, unknown.amount());
        };
    }

    private static Draft settlement(Settled settled, @Nullable Cadence cadence) {
        return exchanged(start(Kind.SETTLEMENT, settled, cadence), settled.original(), settled.settled())
                .debit(FEES, settled.fee())
                .credit(CLEARING, settled.fee());
    }

    /** What the provider held in the one currency it now holds in the other; with negative amounts, no longer holds. */
    private static Draft exchanged(Draft draft, Money original, Money settled) {
        return original.isSameCurrency(settled)
                ? draft
                : draft.debit(CONVERSION, original)
                        .credit(CLEARING, original)
                        .debit(CLEARING, settled)
                        .credit(CONVERSION, settled);
    }

    private static Draft start(Kind kind, Movement fact, @Nullable Cadence cadence) {
        return JournalEntry.draft(fact.provider().name(), fact.key(), kind, fact.at(), cadence);
    }
}
