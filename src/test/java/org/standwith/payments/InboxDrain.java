package org.standwith.payments;

import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Works on the inbox until nothing is due, for tests elsewhere: the worker itself rests while tests run. */
public final class InboxDrain {

    private InboxDrain() {}

    /** What is kept of an event, opened. */
    public static String projectionOf(ApplicationContext context, String provider, String event) {
        byte[] kept = context.getBean(JdbcClient.class)
                .sql("select projection from inbox_event where provider = ? and event_id = ?")
                .params(provider, event)
                .query((row, number) -> row.getBytes(1))
                .single();
        return context.getBean(InboxSeals.class)
                .open(new Provider(provider), event, kept)
                .orElseThrow();
    }

    public static void in(ApplicationContext context) {
        context.getBean(InboxWorker.class).drain();
    }

    /** Lets the worker itself work from now on. */
    public static void start(ApplicationContext context) {
        context.getBean(InboxPoll.class).start();
    }

    public static void stop(ApplicationContext context) {
        context.getBean(InboxPoll.class).stop();
    }
}
