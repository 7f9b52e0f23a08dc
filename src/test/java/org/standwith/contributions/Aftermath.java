package org.standwith.contributions;

import java.math.RoundingMode;
import java.time.Duration;
import org.joda.money.Money;

/** How money that was paid goes back, and sometimes comes again. */
record Aftermath(Tale tale, String payment, Money amount) {

    void tell() {
        Money part = amount.dividedBy(2, RoundingMode.DOWN);
        switch (tale.random.nextInt(6)) {
            case 0 -> refund(part);
            case 1 -> {
                refund(part);
                tale.pass(Duration.ofDays(3));
                refund(amount.minus(part));
            }
            case 2 -> {
                String refund = refund(amount);
                tale.pass(Duration.ofDays(9));
                tale.bounced(refund, payment, amount);
                if (tale.exchange) {
                    tale.settled(tale.bookingOf(tale.id("bounce")), payment, amount, true, 0, tale.now);
                }
            }
            default -> dispute(tale.oneIn(2) ? amount : part);
        }
    }

    private String refund(Money back) {
        String refund = tale.id("re_");
        tale.refunded(refund, payment, back);
        if (tale.exchange || tale.oneIn(2)) {
            long feeBack = tale.oneIn(2) ? -10 : 0;
            tale.settled(tale.bookingOf(refund), payment, back.negated(), tale.exchange, feeBack, tale.now);
        }
        return refund;
    }

    /** Stripe takes its fee with the money; PayPal takes it apart, as a withdrawal of nothing. */
    private void dispute(Money contested) {
        String dispute = tale.id("dp_");
        tale.contested(dispute, payment, contested);
        boolean apart = tale.provider.equals(Telling.PAYPAL);
        tale.withdrawn(tale.bookingOf(tale.id("wd_")), payment, contested, tale.exchange, apart ? 0 : 1500);
        if (apart && tale.oneIn(2)) {
            Money nothing = contested.minus(contested);
            tale.withdrawn(tale.bookingOf(tale.id("fee_")), payment, nothing, tale.exchange, 2000);
        }
        tale.pass(Duration.ofDays(60));
        switch (tale.random.nextInt(3)) {
            case 0 -> tale.closed(dispute, payment, false);
            case 1 -> {
                long feeBack = tale.oneIn(2) ? 0 : 1500;
                tale.reinstated(tale.bookingOf(tale.id("ri_")), payment, contested, tale.exchange, feeBack);
                tale.closed(dispute, payment, true);
            }
            default -> {
                // Undecided yet.
            }
        }
    }
}
