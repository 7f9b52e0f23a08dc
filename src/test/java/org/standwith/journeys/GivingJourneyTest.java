package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import standwith.sandbox.Truth;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.webhooks.Manner;
import standwith.sandbox.webhooks.Webhooks;
import tools.jackson.databind.JsonNode;

/** A newcomer gives, months pass, finance counts: with webhooks as they should come, and as they do. */
class GivingJourneyTest {

    static Stream<Arguments> deliveries() {
        Consumer<Webhooks> orderly = Webhooks::normal;
        Consumer<Webhooks> twiceInRandomOrder =
                webhooks -> webhooks.deliver(new Manner(true, true, 20261123, 2, 0, Duration.ZERO));
        return Stream.of(
                Arguments.argumentSet("every webhook once and in order", orderly),
                Arguments.argumentSet("every webhook twice and in random order", twiceInRandomOrder));
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void whatSupportersGaveIsInTheReportToTheCent(Consumer<Webhooks> delivery) {
        try (Stage stage = new Stage();
                Browser browser = Browser.open()) {
            delivery.accept(stage.sandbox().webhooks());

            giveTwoDollarsMonthly(stage, browser);
            giveTenEurosOnce(stage, browser);
            threeMonthsPassWithOneFailedRenewal(stage, browser);
            refundTheFirstPayment(stage, browser);
            stage.settle();

            List<JsonNode> total = stage.income("cadence,currency,provider");
            assertThat(total).hasSize(2);
            assertThat(total.get(1).toString()).isEqualTo(row("ONCE", "EUR", 1, "10.00", "0.40", "0.00", "9.60"));
            assertThat(total.get(0).toString()).isEqualTo(row("MONTHLY", "USD", 4, "8.00", "1.44", "2.00", "4.56"));
            everyMonthIsAsTheProviderHasIt(stage);
            assertThat(stage.select(
                            "select event_id from inbox_event where status <> 'DONE' and type <> 'standwith.question'"))
                    .isEmpty();
            assertThat(stage.select("select sum(minor) from posting group by currency"))
                    .containsOnly("0");
            assertThat(stage.select("select state from contribution order by state"))
                    .containsExactly("Active", "Given");
        }
    }

    private static void giveTwoDollarsMonthly(Stage stage, Browser browser) {
        browser.visit(stage.page("/"))
                .click("input[name=cadence][value=MONTHLY]")
                .type("#amount", "2")
                .click("#contribute button[type=submit]")
                .arrives(stage.sandbox().address().toString())
                .click("#approve")
                .arrives(stage.page("/return/").toString())
                .sees("Thank you");
        assertThat(stage.select("select state from contribution")).containsExactly("Active");
    }

    private static void giveTenEurosOnce(Stage stage, Browser browser) {
        browser.visit(stage.page("/?currency=EUR"))
                .click("input[name=cadence][value=ONCE]")
                .click("input[name=once][value='10.00']")
                .click("#contribute button[type=submit]")
                .arrives(stage.sandbox().address().toString())
                .click("#approve")
                .arrives(stage.page("/return/").toString())
                .sees("Thank you");
    }

    private static void threeMonthsPassWithOneFailedRenewal(Stage stage, Browser browser) {
        browser.visit(stage.sandbox().address())
                .click("[data-testid=fail-next-renewal]")
                .reads("next attempt fails");
        for (int month = 1; month <= 3; month++) {
            browser.click("#plus-month").reads("Time has moved on.");
        }
        assertThat(stage.sandbox().truth().of(Kind.PAYMENT)).hasSize(5);
    }

    private static void refundTheFirstPayment(Stage stage, Browser browser) {
        String first = stage.sandbox().truth().of(Kind.PAYMENT).getFirst().id();
        browser.visit(stage.sandbox().address()).click("[data-id='" + first + "'] [data-testid=refund]");
        browser.visit(stage.sandbox().address()).reads("refunded");
    }

    private static void everyMonthIsAsTheProviderHasIt(Stage stage) {
        List<JsonNode> rows = stage.income("month,currency");
        Truth truth = stage.sandbox().truth();
        TreeSet<String> cells = new TreeSet<>();
        truth.movements().forEach(each -> cells.add(cell(each)));

        assertThat(rows.stream()
                        .map(each -> each.get("month").stringValue() + " "
                                + each.get("currency").stringValue()))
                .containsExactlyElementsOf(cells);
        for (JsonNode row : rows) {
            String cell =
                    row.get("month").stringValue() + " " + row.get("currency").stringValue();
            assertThat(cents(row, "gross")).as("gross of " + cell).isEqualTo(sum(truth, cell, Kind.PAYMENT));
            assertThat(cents(row, "fees")).as("fees of " + cell).isEqualTo(-sum(truth, cell, Kind.FEE));
            assertThat(cents(row, "refunds")).as("refunds of " + cell).isEqualTo(-sum(truth, cell, Kind.REFUND));
        }
    }

    private static long sum(Truth truth, String cell, Kind kind) {
        return truth.of(kind).stream()
                .filter(each -> cell(each).equals(cell))
                .mapToLong(Truth.Movement::minor)
                .sum();
    }

    private static String cell(Truth.Movement movement) {
        return YearMonth.from(movement.at().atOffset(ZoneOffset.UTC)) + " "
                + movement.currency().toUpperCase(Locale.ROOT);
    }

    private static long cents(JsonNode row, String figure) {
        return Long.parseLong(row.get(figure).get("amount").stringValue().replace(".", ""));
    }

    private static String row(
            String cadence, String currency, int payments, String gross, String fees, String refunds, String net) {
        String amount = "{\"currency\":\"" + currency + "\",\"amount\":\"%s\"}";
        return ("{\"cadence\":\"" + cadence + "\",\"currency\":\"" + currency
                        + "\",\"provider\":\"STRIPE\",\"payments\":"
                        + payments + ",\"gross\":" + amount + ",\"fees\":" + amount + ",\"refunds\":" + amount
                        + ",\"disputes\":" + amount + ",\"net\":" + amount + "}")
                .formatted(gross, fees, refunds, "0.00", net);
    }
}
