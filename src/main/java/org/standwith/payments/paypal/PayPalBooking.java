package org.standwith.payments.paypal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.standwith.payments.AccountFact.AccountCharged;
import org.standwith.payments.AccountFact.Adjusted;
import org.standwith.payments.AccountFact.Deposited;
import org.standwith.payments.AccountFact.Exchanged;
import org.standwith.payments.AccountFact.Reserved;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Provider;
import org.standwith.payments.StatementLine;
import org.standwith.payments.StatementLine.Standing;

/**
 * A transaction of PayPal's, and what follows from it: the same facts as from the events of what moved, where there are any.
 * What is of no kind that we know still moved the balance.
 *
 * @param exchanged what PayPal made of the net amount at once, in another currency; empty where it is on the account as it is
 * @see <a href="https://developer.paypal.com/docs/transaction-search/transaction-event-codes">PayPal, Transaction event
 *     codes</a>
 */
record PayPalBooking(Provider provider, PayPalRow row, Optional<Money> exchanged, Optional<Money> balance) {

    private static final Set<String> REFUNDS = Set.of("T1107");

    /** Taken back by PayPal or by the payer's bank, and given back to us. */
    private static final Set<String> DISPUTES =
            Set.of("T1106", "T1116", "T1118", "T1201", "T1202", "T1205", "T1207", "T1208");

    private static final Set<String> DISPUTE_FEES = Set.of("T0106", "T0114");
    private static final Set<String> FEES_BACK = Set.of("T1108", "T1109");
    private static final Set<String> HOLDS = Set.of("T1105", "T1110", "T1111");

    /** A deposit that our bank did not pay. */
    private static final String DEPOSIT_BACK = "T1104";

    /** A withdrawal that our bank did not take. */
    private static final String WITHDRAWAL_BACK = "T1101";

    PayPalBooking(Provider provider, PayPalRow row) {
        this(provider, row, Optional.empty(), row.balance());
    }

    /** Whether it is known what an exchange would make of it: of a part of what supporters pay. */
    static boolean mayBeExchanged(PayPalRow row) {
        return row.status() == PayPalRow.Status.DONE
                && (isPayment(row) || (row.about().isPresent() && (isRefund(row) || DISPUTES.contains(row.code()))));
    }

    StatementLine line() {
        Standing standing = isOnlyShown()
                ? Standing.VOID
                : switch (row.status()) {
                    case DONE -> Standing.POSTED;
                    case PENDING -> Standing.PENDING;
                    case DENIED -> Standing.VOID;
                };
        return new StatementLine(
                provider,
                row.id(),
                standing,
                exchanged.orElse(row.net()),
                standing == Standing.POSTED ? tells() : List.of(),
                balance.orElse(null),
                row.at());
    }

    private List<Movement> tells() {
        if (isPayment(row)) {
            return payment();
        }
        Optional<String> about = row.about();
        if (about.isPresent() && isRefund(row)) {
            return refund(about.get());
        }
        if (about.isPresent() && DISPUTES.contains(row.code())) {
            return List.of(dispute(about.get()));
        }
        if (about.isPresent() && DISPUTE_FEES.contains(row.code())) {
            return List.of(disputeFee(about.get()));
        }
        return ofAccount();
    }

    private List<Movement> payment() {
        PayPalSettlement settled = settlement(row.fee().negated());
        return List.of(
                new PaymentSucceeded(provider, row.id(), row.amount(), row.at()),
                new Settled(provider, row.id(), row.id(), row.amount(), settled.gross(), settled.fee(), row.at()));
    }

    private List<Movement> refund(String payment) {
        PayPalSettlement taken = settlement(row.fee());
        return List.of(
                new RefundMade(provider, row.id(), payment, row.amount().negated(), row.at()),
                new Settled(
                        provider,
                        row.id(),
                        payment,
                        row.amount(),
                        taken.gross().negated(),
                        taken.fee().negated(),
                        row.at()));
    }

    private Movement dispute(String payment) {
        if (row.amount().isNegative()) {
            PayPalSettlement taken = settlement(row.fee());
            return new DisputeWithdrawn(
                    provider,
                    row.id(),
                    payment,
                    row.amount().abs(),
                    taken.gross(),
                    taken.fee().negated(),
                    row.at());
        }
        PayPalSettlement back = settlement(row.fee().negated());
        return new DisputeReinstated(
                provider,
                row.id(),
                payment,
                row.amount(),
                back.gross(),
                back.fee().negated(),
                row.at());
    }

    private PayPalSettlement settlement(Money fee) {
        return PayPalSettlement.exchanged(row.amount().abs(), fee, exchanged);
    }

    /** As the events of the dispute tell it, which have another name for it. */
    private Movement disputeFee(String payment) {
        Money nothing = Money.zero(currency());
        return row.net().isNegative()
                ? new DisputeWithdrawn(
                        provider,
                        row.name(),
                        payment,
                        nothing,
                        nothing,
                        row.net().negated(),
                        row.at())
                : new DisputeReinstated(provider, row.name(), payment, nothing, nothing, row.net(), row.at());
    }

    private List<Movement> ofAccount() {
        String code = row.code();
        if (row.isExchange()) {
            return List.of(new Exchanged(provider, row.name(), row.net(), row.at()));
        }
        if (isOf("T01") || FEES_BACK.contains(code)) {
            return List.of(new AccountCharged(provider, row.name(), row.net().negated(), row.at()));
        }
        if (isOf("T03") || code.equals(DEPOSIT_BACK)) {
            return withFee(new Deposited(provider, row.name(), row.amount(), row.at()));
        }
        if (isOf("T04") && row.amount().isNegative()) {
            return withFee(new PayoutSent(provider, row.id(), row.amount().negated(), row.at()));
        }
        if ((isOf("T04") || code.equals(WITHDRAWAL_BACK)) && row.about().isPresent()) {
            return withFee(new PayoutFailed(provider, row.about().get(), row.amount(), row.at()));
        }
        if (isOf("T15") || isOf("T21") || HOLDS.contains(code)) {
            return withFee(new Reserved(provider, row.name(), row.amount().negated(), row.at()));
        }
        return List.of(new Adjusted(provider, row.name(), row.net(), row.at()));
    }

    /** What PayPal took for it has no place in a fact about something else. */
    private List<Movement> withFee(Movement main) {
        return row.fee().isZero()
                ? List.of(main)
                : List.of(
                        main,
                        new AccountCharged(
                                provider, row.name() + ":fee", row.fee().negated(), row.at()));
    }

    /** Received, by any of the ways in which people pay: what we sent is none of ours. */
    private static boolean isPayment(PayPalRow row) {
        return isPaying(row.code()) && row.amount().isPositive();
    }

    /** Whether it is one of the ways in which people pay. */
    static boolean isPaying(String code) {
        return code.matches("T00(0[0-9]|1[0-3]|18|19)");
    }

    private static boolean isRefund(PayPalRow row) {
        return REFUNDS.contains(row.code()) && row.amount().isNegative();
    }

    /** Authorizations, and what is there to be seen: nothing moved. */
    private boolean isOnlyShown() {
        return isOf("T13") || isOf("T98");
    }

    private boolean isOf(String group) {
        return row.code().startsWith(group);
    }

    private CurrencyUnit currency() {
        return row.amount().getCurrencyUnit();
    }
}
