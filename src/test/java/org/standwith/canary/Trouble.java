package org.standwith.canary;

import java.util.List;
import java.util.UUID;
import org.standwith.journeys.Stage;

/** Providers that are out of order: they refuse, fail, forget to answer, or answer what nobody can read. */
final class Trouble implements Turn {

    private static final int CALLS = 12;

    @Override
    public void happen(Stage stage, List<Visitor> visitors) throws Exception {
        var stripe = stage.sandbox().stripe();
        var paypal = stage.sandbox().paypal();
        var next = visitors.iterator();
        for (int status : new int[] {400, 401, 404, 429, 500, 503}) {
            stripe.refuseCalls(CALLS, status);
            paypal.refuseCalls(CALLS, status);
            tryBoth(next.next());
            stripe.refuseCalls(0, status);
            paypal.refuseCalls(0, status);
        }
        stripe.loseAnswers(CALLS);
        paypal.loseAnswers(CALLS);
        tryBoth(next.next());
        stripe.loseAnswers(0);
        paypal.loseAnswers(0);
        stripe.failStored(1);
        paypal.emptyErrors(CALLS);
        tryBoth(next.next());
        paypal.emptyErrors(0);
        paypal.expireTokens();
        tryBoth(next.next());
        stripe.keepSilent(CALLS);
        paypal.keepSilent(CALLS);
        tryBoth(next.next());
        stripe.speak();
        paypal.speak();
    }

    /** Somebody cannot be helped now, whatever way they try, and asks what became of it. */
    private static void tryBoth(Visitor visitor) throws Exception {
        for (String provider : List.of("STRIPE", "PAYPAL")) {
            String key = UUID.randomUUID().toString();
            String wish = """
                {"cadence":"%s","provider":"%s","amount":{"currency":"USD","amount":"9.00"}}\
                """.formatted(visitor.person().number() % 2 == 0 ? "MONTHLY" : "ONCE", provider);
            var answer = visitor.post("/api/v1/checkouts", Visitor.JSON, wish, "Idempotency-Key", key);
            var made = java.util.regex.Pattern.compile("\"id\":\"([0-9a-f-]{36})\"")
                    .matcher(answer.body());
            if (made.find()) {
                visitor.get("/api/v1/checkouts/" + made.group(1));
                visitor.get("/return/" + made.group(1) + "?token="
                        + visitor.person().message());
                visitor.get("/return/" + made.group(1));
            }
        }
    }
}
