package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
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
        Consumer<Webhooks> twiceInRandomOrderWithLosses =
                webhooks -> webhooks.deliver(new Manner(true, true, 20261124, 2, 0.10, Duration.ZERO));
        return Stream.of(
                Arguments.argumentSet("every webhook once and in order", orderly),
                Arguments.argumentSet("every webhook twice and in random order", twiceInRandomOrder),
                Arguments.argumentSet(
                        "every webhook twice and in random order, one in ten lost at first",
                        twiceInRandomOrderWithLosses));
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void whatSupportersGaveIsInTheReportToTheCent(Consumer<Webhooks> delivery) {
        try (Stage stage = new Stage();
                Browser browser = Browser.open()) {
            delivery.accept(stage.sandbox().webhooks());

            give(stage, browser, "/?currency=EUR", "PAYPAL", "ANNUAL", "50");
            for (String provider : List.of("STRIPE", "PAYPAL")) {
                give(stage, browser, "/", provider, "MONTHLY", "2");
                give(stage, browser, "/?currency=EUR", provider, "ONCE", "10");
            }
            assertThat(stage.select("select state from contribution order by state"))
                    .containsExactly("Active", "Active", "Active", "Given", "Given");
            threeMonthsPassWithAFailedRenewalEach(stage, browser);
            refundTheFirstPaymentOf("STRIPE", "2.00", stage, browser);
            refundTheFirstPaymentOf("PAYPAL", "1.50", stage, browser);
            stage.settle();
            stage.sandbox().webhooks().resendDropped();
            stage.settle();

            assertThat(stage.income("cadence,currency,provider").stream().map(JsonNode::toString))
                    .containsExactly(
                            row("ANNUAL", "EUR", "PAYPAL", 1, "50.00", "1.80", "1.50", "46.70"),
                            row("MONTHLY", "USD", "PAYPAL", 4, "8.00", "2.24", "0.00", "5.76"),
                            row("MONTHLY", "USD", "STRIPE", 4, "8.00", "1.44", "2.00", "4.56"),
                            row("ONCE", "EUR", "PAYPAL", 1, "10.00", "0.64", "0.00", "9.36"),
                            row("ONCE", "EUR", "STRIPE", 1, "10.00", "0.40", "0.00", "9.60"));
            everyMonthIsAsTheProvidersHaveIt(stage);
            assertThat(stage.select(
                            "select event_id from inbox_event where status <> 'DONE' and type <> 'standwith.question'"))
                    .isEmpty();
            assertThat(stage.select("select event_id from inbox_event where status = 'DAMAGED'"))
                    .isEmpty();
            assertThat(stage.select("select sum(minor) from posting group by currency"))
                    .containsOnly("0");
            assertThat(stage.select("select coalesce(sum(minor), 0) from posting where account = 'SUSPENSE'"))
                    .containsExactly("0");
            assertThat(stage.select("select state from contribution order by state"))
                    .containsExactly("Active", "Active", "Active", "Given", "Given");
        }
    }

    static void give(Stage stage, Browser browser, String page, String provider, String cadence, String amount) {
        browser.visit(stage.page(page))
                .click("input[name=cadence][value=" + cadence + "]")
                .type("#amount", amount)
                .click("input[name=provider][value=" + provider + "]")
                .click("#acknowledged")
                .click("#contribute button[type=submit]")
                .arrives(stage.sandbox().address().toString())
                .click("#approve")
                .arrives(stage.page("/return/").toString())
                .sees("Thank you");
        assertThat(browser.address().getQuery()).isNull();
    }

    private static void threeMonthsPassWithAFailedRenewalEach(Stage stage, Browser browser) {
        for (String provider : List.of("stripe", "paypal")) {
            String monthly = "[data-testid=subscription][data-provider=" + provider + "]";
            browser.visit(stage.sandbox().address())
                    .click(monthly + " [data-testid=fail-next-renewal]")
                    .reads("The next renewal will be declined once.");
        }
        for (int month = 1; month <= 3; month++) {
            // Anew each time: what the last click said must not be taken for the answer to this one.
            browser.visit(stage.sandbox().address()).click("#plus-month").reads("Time has moved on.");
        }
        assertThat(stage.sandbox().truth().of(Kind.PAYMENT)).hasSize(11);
    }

    private static void refundTheFirstPaymentOf(String provider, String amount, Stage stage, Browser browser) {
        String first = stage.sandbox().truth().of(Kind.PAYMENT).stream()
                .filter(payment -> payment.provider().equals(provider))
                .findFirst()
                .orElseThrow()
                .id();
        browser.visit(stage.sandbox().address())
                .type("[data-id='" + first + "'] [data-testid=refund-amount]", amount)
                .click("[data-id='" + first + "'] [data-testid=refund]")
                .reads("The payment is refunded.");
    }

    /** By everything that the report can tell apart; a refund is of its payment's cadence, which the truth does not say. */
    private static void everyMonthIsAsTheProvidersHaveIt(Stage stage) {
        Truth truth = stage.sandbox().truth();
        agrees(stage.income("month,currency,provider"), truth.movements(), movement -> "", "gross", "fees", "refunds");
        List<Truth.Movement> given = truth.movements().stream()
                .filter(each -> each.kind() == Kind.PAYMENT || each.kind() == Kind.FEE)
                .toList();
        agrees(stage.income("month,cadence,currency,provider"), given, GivingJourneyTest::cadence, "gross", "fees");
    }

    private static void agrees(
            List<JsonNode> rows,
            List<Truth.Movement> truth,
            Function<Truth.Movement, String> cadence,
            String... figures) {
        Map<String, Kind> kinds = Map.of("gross", Kind.PAYMENT, "fees", Kind.FEE, "refunds", Kind.REFUND);
        TreeMap<String, Long> told = new TreeMap<>();
        TreeMap<String, Long> real = new TreeMap<>();
        for (String figure : figures) {
            for (JsonNode row : rows) {
                told.merge(figure + " " + cell(row), cents(row, figure), Long::sum);
            }
            truth.stream()
                    .filter(each -> each.kind() == kinds.get(figure))
                    .forEach(each -> real.merge(
                            figure + " " + cell(each, cadence.apply(each)), Math.abs(each.minor()), Long::sum));
        }
        told.values().removeIf(amount -> amount == 0);
        assertThat(told).isEqualTo(real);
    }

    private static String cell(JsonNode row) {
        return row.get("month").stringValue() + " " + row.path("cadence").stringValue("") + " "
                + row.get("currency").stringValue() + " " + row.get("provider").stringValue();
    }

    private static String cell(Truth.Movement movement, String cadence) {
        return YearMonth.from(movement.at().atOffset(ZoneOffset.UTC)) + " " + cadence + " "
                + movement.currency().toUpperCase(Locale.ROOT) + " " + movement.provider();
    }

    private static String cadence(Truth.Movement movement) {
        return switch (String.valueOf(movement.interval())) {
            case "once" -> "ONCE";
            case "month" -> "MONTHLY";
            case "year" -> "ANNUAL";
            default -> throw new IllegalStateException("No interval");
        };
    }

    private static long cents(JsonNode row, String figure) {
        return Long.parseLong(row.get(figure).get("amount").stringValue().replace(".", ""));
    }

    private static String row(
            String cadence,
            String currency,
            String provider,
            int payments,
            String gross,
            String fees,
            String refunds,
            String net) {
        String amount = "{\"currency\":\"" + currency + "\",\"amount\":\"%s\"}";
        return ("{\"cadence\":\"" + cadence + "\",\"currency\":\"" + currency
                        + "\",\"provider\":\"" + provider + "\",\"payments\":"
                        + payments + ",\"gross\":" + amount + ",\"fees\":" + amount + ",\"refunds\":" + amount
                        + ",\"disputes\":" + amount + ",\"net\":" + amount + "}")
                .formatted(gross, fees, refunds, "0.00", net);
    }
}
