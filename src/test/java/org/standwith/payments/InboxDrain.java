package org.standwith.payments;

import org.springframework.context.ApplicationContext;

/** Works on the inbox until nothing is due, for tests elsewhere: the worker itself rests while tests run. */
public final class InboxDrain {

    private InboxDrain() {}

    public static void in(ApplicationContext context) {
        context.getBean(InboxWorker.class).drain();
    }
}
