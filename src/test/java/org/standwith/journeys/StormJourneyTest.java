package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import standwith.sandbox.Truth;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.webhooks.Manner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nobody looks: many give at once, and the providers tell of it all at the same time. */
class StormJourneyTest {

    @Test
    void aStormOfRepeatedEventsIsCountedToTheCent() throws Exception {
        try (Stage stage = new Stage()) {
            stage.sandbox().webhooks().deliver(new Manner(true, true, 20261123, 2, 0, Duration.ZERO, 8));
            for (int supporter = 1; supporter <= 12; supporter++) {
                give(stage, supporter % 2 == 0 ? "STRIPE" : "PAYPAL", "MONTHLY", "USD", supporter + 1 + ".00");
            }
            for (int month = 1; month <= 3; month++) {
                stage.sandbox().advance(Period.ofMonths(1));
            }
            stage.sandbox().stripe().settleFees();
            stage.settle();

            Truth truth = stage.sandbox().truth();
            assertThat(truth.of(Kind.PAYMENT)).hasSize(12 * 4);
            JsonNode income = stage.income("currency").getFirst();
            assertThat(cents(income, "gross")).isEqualTo(truth.sum(Kind.PAYMENT, "usd"));
            assertThat(cents(income, "fees")).isEqualTo(-truth.sum(Kind.FEE, "usd"));
            assertThat(stage.select(
                            "select event_id from inbox_event where status <> 'DONE' and type <> 'standwith.question'"))
                    .isEmpty();
            assertThat(balance(stage, "SUSPENSE", "USD")).isZero();
        }
    }

    @Test
    void whatIsExchangedIsWhereTheProviderHasIt() throws Exception {
        try (Stage stage = new Stage()) {
            stage.sandbox().stripe().settleInDollars(true);
            give(stage, "STRIPE", "ONCE", "EUR", "10.00");
            stage.sandbox().stripe().settleFees();
            stage.settle();
            String charge = stage.sandbox().truth().of(Kind.PAYMENT).getFirst().id();
            stage.sandbox().stripe().refund(charge, 500L);
            stage.settle();

            // The balance itself: a payment's movement is in what the supporter gave, not in what it became.
            long dollars = stage.sandbox().stripe().overview().balances().stream()
                    .filter(funds -> funds.currency().toLowerCase(Locale.ROOT).equals("usd"))
                    .mapToLong(funds -> minor(funds.available()) + minor(funds.pending()))
                    .sum();
            assertThat(balance(stage, "CLEARING", "USD")).isEqualTo(dollars);
            assertThat(balance(stage, "CLEARING", "EUR")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatPayPalExchangesIsWhereItHasItHoweverLittleItsEventsSay(boolean terse) throws Exception {
        try (Stage stage = new Stage()) {
            stage.sandbox().paypal().terse(terse);
            stage.sandbox().paypal().settleInDollars(true);
            give(stage, "PAYPAL", "ONCE", "EUR", "10.00");
            give(stage, "PAYPAL", "MONTHLY", "EUR", "7.00");
            stage.settle();
            for (Truth.Movement payment : stage.sandbox().truth().of(Kind.PAYMENT)) {
                stage.sandbox().paypal().refund(payment.id(), 333L);
            }
            stage.settle();

            assertThat(balance(stage, "CLEARING", "EUR")).isZero();
            assertThat(balance(stage, "CLEARING", "USD")).isPositive();
            assertThat(stage.select("select event_id from inbox_event where status <> 'DONE' and attempts > 4"))
                    .isEmpty();
        }
    }

    private static void give(Stage stage, String provider, String cadence, String currency, String amount)
            throws Exception {
        String wish = """
            {"cadence":"%s","provider":"%s","amount":{"currency":"%s","amount":"%s"}}\
            """.formatted(cadence, provider, currency, amount);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> opened = http.send(
                    HttpRequest.newBuilder(stage.page("/api/v1/checkouts"))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .POST(HttpRequest.BodyPublishers.ofString(wish))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
            URI payment = URI.create(JsonMapper.shared()
                    .readTree(opened.body())
                    .required("redirectUrl")
                    .stringValue());
            String checkout = payment.getPath().replaceFirst(".*/", "");
            if (provider.equals("STRIPE")) {
                stage.sandbox().stripe().approve(checkout);
                return;
            }
            stage.sandbox().paypal().approve(checkout);
            String id =
                    JsonMapper.shared().readTree(opened.body()).required("id").stringValue();
            HttpResponse<String> returned = http.send(
                    HttpRequest.newBuilder(stage.page("/return/" + id)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(returned.body()).contains("Thank you");
        }
    }

    private static long balance(Stage stage, String account, String currency) {
        return Long.parseLong(stage.select("select coalesce(sum(minor), 0) from posting where currency = '" + currency
                        + "' and account = '" + account + "'")
                .getFirst());
    }

    private static long cents(JsonNode row, String figure) {
        return minor(row.get(figure).get("amount").stringValue());
    }

    private static long minor(String amount) {
        return Long.parseLong(amount.replaceAll("[^0-9-]", ""));
    }
}
