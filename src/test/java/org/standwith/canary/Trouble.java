package org.standwith.canary;

import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.standwith.journeys.Stage;
import standwith.sandbox.Sandbox;

/** Providers that are out of order: they refuse, fail, forget, answer nothing that can be read, or nothing at all. */
final class Trouble implements Turn {

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    /** More than are made of one wish, with all repeats. */
    private static final int CALLS = 30;

    /** Stripe's client tries three times; what comes after that is answered. */
    private static final int UNANSWERED = 4;

    @Override
    public void happen(Stage stage, List<Visitor> visitors) throws Exception {
        Sandbox sandbox = stage.sandbox();
        Iterator<Visitor> next = visitors.iterator();
        for (int status : new int[] {400, 429, 500}) {
            sandbox.stripe().refuseCalls(CALLS, status);
            sandbox.paypal().refuseCalls(CALLS, status);
            both(next.next(), false);
            sandbox.stripe().refuseCalls(0, status);
            sandbox.paypal().refuseCalls(0, status);
        }
        sandbox.stripe().loseAnswers(CALLS);
        sandbox.paypal().loseAnswers(CALLS);
        both(next.next(), true);
        sandbox.stripe().loseAnswers(0);
        sandbox.paypal().loseAnswers(0);
        sandbox.stripe().failStored(1);
        sandbox.paypal().emptyErrors(CALLS);
        both(next.next(), false);
        sandbox.stripe().failStored(0);
        sandbox.paypal().emptyErrors(0);
        sandbox.paypal().expireTokens();
        both(next.next(), false);
        sandbox.stripe().keepSilent(UNANSWERED);
        sandbox.paypal().keepSilent(UNANSWERED);
        both(next.next(), true);
        sandbox.stripe().speak();
        sandbox.paypal().speak();
    }

    /** @param comesBack whether they look at once what became of it, so that the provider is asked again */
    private static void both(Visitor visitor, boolean comesBack) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(
                2, Thread.ofPlatform().name("canary-in-trouble-", 0).factory())) {
            List<Future<?>> underWay = Stream.of("STRIPE", "PAYPAL")
                    .<Future<?>>map(provider -> pool.submit(() -> give(visitor, provider, comesBack)))
                    .toList();
            for (Future<?> each : underWay) {
                each.get(1, TimeUnit.MINUTES);
            }
        }
    }

    private static Visitor give(Visitor visitor, String provider, boolean comesBack) throws Exception {
        String wish = """
            {"cadence":"%s","provider":"%s","amount":{"currency":"USD","amount":"9.00"}}\
            """.formatted(visitor.person().number() % 2 == 0 ? "MONTHLY" : "ONCE", provider);
        var answer = visitor.post(
                "/api/v1/checkouts",
                Visitor.JSON,
                wish,
                "Idempotency-Key",
                UUID.randomUUID().toString());
        var id = ID.matcher(answer.body());
        if (comesBack && id.find()) {
            visitor.get("/return/" + id.group(1) + "?token=" + visitor.person().message());
        }
        return visitor;
    }
}
