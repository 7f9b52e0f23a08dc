package org.standwith.chaos;

import static java.util.stream.Collectors.toSet;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.standwith.reconciliation.Kind;

/** What happens to events on their way to us. */
enum EventFaults implements Fault {
    /** No event of the payment ever comes. Healed. */
    PAYMENT_LOST_AT_STRIPE {
        @Override
        public boolean suits(Payment payment) {
            return payment.isAt("STRIPE");
        }

        @Override
        public void befall(List<Payment> payments, Scene scene) {
            scene.lose(ids(payments), any -> true);
        }
    },
    /** As above. Those that do not recur are known from the way back. */
    PAYMENT_LOST_AT_PAYPAL {
        @Override
        public boolean suits(Payment payment) {
            return payment.isAt("PAYPAL") && payment.recurs();
        }

        @Override
        public void befall(List<Payment> payments, Scene scene) {
            scene.lose(ids(payments), any -> true);
        }
    },
    /** The event that says what Stripe took never comes. Healed. */
    FEE_LATE {
        @Override
        public boolean suits(Payment payment) {
            return payment.isAt("STRIPE");
        }

        @Override
        public void befall(List<Payment> payments, Scene scene) {
            scene.lose(ids(payments), "charge.updated"::equals);
        }
    },
    /** The event tells a hundred more than was paid. */
    ANOTHER_AMOUNT_AT_STRIPE {
        @Override
        public boolean suits(Payment payment) {
            return payment.isAt("STRIPE");
        }

        @Override
        public void befall(List<Payment> payments, Scene scene) {
            // What it names would be asked about, and tell the truth first.
            scene.lose(ids(payments), "charge.updated"::equals);
            tellMore(payments, scene);
        }
    },
    /** As above. */
    ANOTHER_AMOUNT_AT_PAYPAL {
        @Override
        public boolean suits(Payment payment) {
            return payment.isAt("PAYPAL") && payment.recurs();
        }

        @Override
        public void befall(List<Payment> payments, Scene scene) {
            tellMore(payments, scene);
        }
    };

    private static final long MORE = 100;

    @Override
    public Moment moment() {
        return Moment.BEFORE_IT_IS_TOLD;
    }

    private static Set<String> ids(List<Payment> payments) {
        return payments.stream().map(Payment::id).collect(toSet());
    }

    private static void tellMore(List<Payment> payments, Scene scene) {
        Map<String, UnaryOperator<String>> bodies = new HashMap<>();
        for (Payment payment : payments) {
            bodies.put(payment.id(), body -> more(body, payment));
            scene.report(Kind.AMOUNT, payment);
            scene.expected().books(payment.provider(), "CLEARING", payment.currency(), MORE);
            scene.expected().books(payment.provider(), payment.income(), payment.currency(), -MORE);
        }
        scene.forge(bodies);
    }

    private static String more(String body, Payment payment) {
        long minor = payment.minor();
        return body.replace("\"amount\":" + minor + ",", "\"amount\":" + (minor + MORE) + ",")
                .replace("\"amount_captured\":" + minor + ",", "\"amount_captured\":" + (minor + MORE) + ",")
                .replace("\"total\":\"" + decimal(minor) + "\"", "\"total\":\"" + decimal(minor + MORE) + "\"");
    }

    private static String decimal(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }
}
