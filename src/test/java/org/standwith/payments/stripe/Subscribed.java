package org.standwith.payments.stripe;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.time.Instant;
import org.joda.money.Money;

/** What Stripe says of a subscription that goes on: five dollars a month, unless it is said to be different. */
record Subscribed(String status, int amount, String interval, String pause, boolean ends, String more) {

    static final Money FIVE = Money.parse("USD 5.00");
    static final long PERIOD_END = 9000;

    static Subscribed active() {
        return of("active");
    }

    static Subscribed of(String status) {
        return new Subscribed(status, 500, "month", "null", false, "");
    }

    Subscribed priced(int amount, String interval) {
        return new Subscribed(status, amount, interval, pause, ends, more);
    }

    Subscribed paused(Instant until) {
        String paused = "{\"behavior\": \"void\", \"resumes_at\": " + until.getEpochSecond() + "}";
        return new Subscribed(status, amount, interval, paused, ends, more);
    }

    Subscribed ending() {
        return new Subscribed(status, amount, interval, pause, true, more);
    }

    /** @param field a further one */
    Subscribed with(String field) {
        return new Subscribed(status, amount, interval, pause, ends, more + ", " + field);
    }

    String json() {
        return """
            {"id": "sub_1", "object": "subscription", "status": "%s", "customer": "cus_1", "currency": "usd",
             "metadata": {"reference": "%s"}, "cancel_at_period_end": %s, "pause_collection": %s, "ended_at": null,
             "items": {"object": "list", "data": [{"id": "si_1", "object": "subscription_item", "quantity": 1,
               "current_period_end": %d, "price": {"id": "price_1", "object": "price", "product": "prod_1",
                 "currency": "usd", "unit_amount": %d, "recurring": {"interval": "%s", "interval_count": 1}}}]}%s}\
            """.formatted(status, Cards.REFERENCE, ends, pause, PERIOD_END, amount, interval, more);
    }

    /** Something that could not be collected. */
    static void owes(WireMockServer server, String invoice) {
        Cards.has(
                server,
                "/v1/invoices",
                "{\"object\": \"list\", \"data\": [{\"id\": \"" + invoice
                        + "\", \"object\": \"invoice\", \"status\": \"open\"}]}");
    }
}
