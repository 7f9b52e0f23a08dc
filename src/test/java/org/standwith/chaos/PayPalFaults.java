package org.standwith.chaos;

import java.time.Duration;
import java.util.List;
import org.standwith.reconciliation.Kind;

/** What happens at PayPal after a payment was told of. */
enum PayPalFaults implements Fault {
    /** Healed. */
    REFUND_LOST {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.unheard(() -> scene.paypal().refund(payment.id(), payment.minor() / 2));
        }
    },
    /** Healed. */
    LOST_DISPUTE_LOST {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.unheard(() -> scene.paypal().loseDispute(scene.paypal().dispute(payment.id())));
        }
    },
    /** Healed, and its fee. */
    CHARGEBACK_LOST {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.unheard(() -> scene.paypal().chargeBack(payment.id()));
        }
    },
    /** Healed, and its fee. */
    REINSTATED_CHARGEBACK_LOST {
        @Override
        void befall(Payment payment, Scene scene) {
            String dispute = scene.paypal().chargeBack(payment.id());
            scene.unheard(() -> scene.paypal().winDispute(dispute));
        }
    },
    FEE_CORRECTED {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.paypal().mistakes().correctFee(payment.id(), payment.fee() + MORE);
            scene.report(Kind.FEE, payment);
            scene.expected().books("PAYPAL", "FEES", payment.currency(), -MORE);
            scene.expected().books("PAYPAL", "CLEARING", payment.currency(), MORE);
        }
    },
    NEVER_MADE {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.paypal().mistakes().undo(payment.id());
            scene.report(Kind.MISSING_AT_PROVIDER, payment);
            scene.expected().bookedTooOften(payment, 1);
        }
    },
    DENIED_AFTER_ALL {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.paypal().mistakes().deny(payment.id());
            scene.report(Kind.STATUS, payment);
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
            String subscription = scene.paypal().mistakes().subscriptionOf(payment.id());
            scene.paypal().cancel(subscription);
            scene.sandbox().advance(Duration.ofMinutes(2));
            scene.expected()
                    .report(
                            Kind.CHARGE_AFTER_CANCEL,
                            "PAYPAL",
                            scene.paypal().mistakes().chargeAfterEnd(subscription));
        }
    },
    /** Healed. */
    WITHDRAWAL_CAME_BACK {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.paypal().failPayout(scene.paypal().payOut(payment.currency(), 500, false));
        }
    },
    /** Healed. */
    EXCHANGED_BY_HAND {
        @Override
        void befall(Payment payment, Scene scene) {
            scene.paypal().exchange("usd", 108, "eur", 100);
        }
    },
    WITHOUT_A_REASON {
        @Override
        void befall(Payment payment, Scene scene) {
            String adjusted = scene.paypal().adjust(payment.currency(), MORE);
            scene.expected().report(Kind.UNEXPLAINED, "PAYPAL", adjusted + ":T1200");
        }
    },
    ONE_ID_TWICE {
        @Override
        public Moment moment() {
            return Moment.AT_THE_END;
        }

        @Override
        void befall(Payment payment, Scene scene) {
            scene.paypal().mistakes().bookAgain(payment.id());
            scene.report(Kind.DUPLICATE, payment);
            scene.expected().bookedTooOften(payment, -1);
        }
    };

    private static final long MORE = 7;

    @Override
    public Moment moment() {
        return Moment.AFTER_IT_IS_TOLD;
    }

    @Override
    public boolean suits(Payment payment) {
        return payment.isAt("PAYPAL");
    }

    abstract void befall(Payment payment, Scene scene);

    @Override
    public void befall(List<Payment> payments, Scene scene) {
        payments.forEach(payment -> befall(payment, scene));
    }
}
