package org.standwith.chaos;

import java.time.Duration;
import java.util.List;
import org.standwith.reconciliation.Kind;

/** What happens at Stripe after a payment was told of. */
enum StripeFaults implements Fault {
    /** Healed. */
    REFUND_LOST {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.unheard(() -> scene.stripe().refund(payment.id(), payment.minor() / 2));
        }
    },
    /** Healed. */
    FAILED_REFUND_LOST {
        @Override
        void befall(Payment payment, Scene scene) {
            String refund = scene.stripe().refund(payment.id(), null);
            scene.unheard(() -> scene.stripe().failRefund(refund));
        }
    },
    /** Healed. */
    LOST_DISPUTE_LOST {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.unheard(() -> scene.stripe().loseDispute(scene.stripe().dispute(payment.id())));
        }
    },
    /** Healed. */
    WON_DISPUTE_LOST {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.unheard(() -> scene.stripe().winDispute(scene.stripe().dispute(payment.id())));
        }
    },
    FEE_CORRECTED {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.stripe().mistakes().correctFee(payment.id(), payment.fee() + MORE);
            scene.expected()
                    .report(Kind.FEE, "STRIPE", scene.stripe().mistakes().bookingOf(payment.id()));
            scene.expected().books("STRIPE", "FEES", payment.currency(), -MORE);
            scene.expected().books("STRIPE", "CLEARING", payment.currency(), MORE);
        }
    },
    ANOTHER_CURRENCY {
        @Override
        public boolean suits(Payment payment) {
            return super.suits(payment) && payment.currency().equals("eur");
        }

        @Override
        void befall(Payment payment, Scene scene) {
            long dollars = payment.minor() * 27 / 25;
            long fee = payment.fee() * 27 / 25;
            scene.stripe().mistakes().settleElsewhere(payment.id(), "usd", dollars, fee);
            scene.expected()
                    .report(Kind.CURRENCY, "STRIPE", scene.stripe().mistakes().bookingOf(payment.id()));
            scene.expected().books("STRIPE", "CLEARING", "eur", payment.minor() - payment.fee());
            scene.expected().books("STRIPE", "FEES", "eur", payment.fee());
            scene.expected().books("STRIPE", "CLEARING", "usd", fee - dollars);
            scene.expected().books("STRIPE", "FEES", "usd", -fee);
        }
    },
    NEVER_MADE {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.stripe().mistakes().undo(payment.id());
            scene.report(Kind.MISSING_AT_PROVIDER, payment);
            scene.expected().bookedTooOften(payment, 1);
        }
    },
    CHARGED_AFTER_CANCEL {
        @Override
        public boolean suits(Payment payment) {
            return super.suits(payment) && payment.interval().equals("month");
        }

        @Override
        void befall(Payment payment, Scene scene) {
            String subscription = scene.stripe().mistakes().subscriptionOf(payment.id());
            scene.stripe().cancel(subscription);
            scene.sandbox().advance(Duration.ofMinutes(2));
            scene.expected()
                    .report(
                            Kind.CHARGE_AFTER_CANCEL,
                            "STRIPE",
                            scene.stripe().mistakes().chargeAfterEnd(subscription));
        }
    },
    PAYOUT_SHORT_BY_ONE_LINE {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.expected()
                    .report(
                            Kind.UNMATCHED_PAYOUT,
                            "STRIPE",
                            scene.stripe().mistakes().payOutShort(payment.currency(), 2));
        }
    },
    /** Healed. */
    FAILED_PAYOUT_LOST {
        @Override
        void befall(Payment payment, Scene scene) {
            String payout = scene.stripe().payOut(payment.currency());
            scene.unheard(() -> scene.stripe().failPayout(payout));
        }
    },
    WITHOUT_A_REASON {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.expected().report(Kind.UNEXPLAINED, "STRIPE", scene.stripe().adjust(payment.currency(), -MORE));
        }
    };

    private static final long MORE = 7;

    @Override
    public Moment moment() {
        return Moment.AFTER_IT_IS_TOLD;
    }

    @Override
    public boolean suits(Payment payment) {
        return payment.isAt("STRIPE");
    }

    abstract void befall(Payment payment, Scene scene);

    @Override
    public void befall(List<Payment> payments, Scene scene) {
        payments.forEach(payment -> befall(payment, scene));
    }
}
