package org.standwith.chaos;

import java.util.List;

/** One way in which what we are told, and what the provider has, come apart. */
interface Fault {

    enum Moment {
        /** The events of the payment wait to be sent. */
        BEFORE_IT_IS_TOLD,
        AFTER_IT_IS_TOLD,
        /** As above, and nothing is sent to the bank any more. */
        AT_THE_END
    }

    String name();

    Moment moment();

    /** Whether it can befall this payment. */
    boolean suits(Payment payment);

    /** Lets it befall each of these, and notes what has to come of it. */
    void befall(List<Payment> payments, Scene scene);
}
