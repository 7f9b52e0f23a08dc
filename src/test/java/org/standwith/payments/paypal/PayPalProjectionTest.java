package org.standwith.payments.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.Planted.CANARY;
import static org.standwith.payments.Planted.CANARY_NUMBER;
import static org.standwith.payments.paypal.FakePayPal.REFERENCE;
import static org.standwith.payments.paypal.FakePayPal.json;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.Fact;
import org.standwith.payments.Planted;
import org.standwith.payments.TestLevels;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PayPalProjectionTest {

    private static final String REFUND = """
        {"id": "1R0ABCDEF12345678", "status": "COMPLETED", "amount": {"currency_code": "EUR", "value": "2.00"},
         "note_to_payer": "Dear Jane", "custom_id": "Jane", "create_time": "2026-03-01T12:30:00Z",
         "payer": {"email_address": "jane@example.org", "merchant_id": "8PAYER2222BBB"},
         "seller_payable_breakdown": {"gross_amount": {"currency_code": "EUR", "value": "2.00"},
           "net_amount": {"currency_code": "EUR", "value": "1.94"},
           "net_amount_breakdown": [{"payable_amount": {"currency_code": "USD", "value": "2.10"},
             "converted_amount": {"currency_code": "EUR", "value": "1.94"}, "exchange_rate": {"value": "1.08"}}]},
         "links": [{"rel": "self", "href": "https://api.paypal.com/v2/payments/refunds/1R0ABCDEF12345678"},
           {"rel": "up", "href": "https://api.paypal.com/v2/payments/captures/3C111111HH222222F"}]}\
        """;

    private static final String CAPTURE = FakePayPal.capture("PARTIALLY_REFUNDED", """
        , "payee": {"email_address": "jane@example.org"}, "status_details": {"reason": "REFUNDED"},
          "supplementary_data": {"related_ids": {"order_id": "5T123456TN654321T"}},
          "seller_receivable_breakdown": {"gross_amount": {"currency_code": "USD", "value": "5.00"},
            "paypal_fee": {"currency_code": "USD", "value": "0.64"},
            "platform_fees": [{"amount": {"currency_code": "USD", "value": "1"}, "payee": {"merchant_id": "X1"}}],
            "net_amount": {"currency_code": "USD", "value": "3.36"},
            "receivable_amount": {"currency_code": "EUR", "value": "3.09"}}\
        """);

    /** After the documented shapes, with all that facts are made of. */
    private static Map<String, String> ours() {
        Map<String, String> resources = new TreeMap<>();
        resources.put("PAYMENT.CAPTURE.COMPLETED", CAPTURE);
        resources.put("PAYMENT.CAPTURE.REFUNDED", REFUND);
        resources.put("PAYMENT.CAPTURE.REVERSED", REFUND);
        resources.put(
                "CHECKOUT.ORDER.APPROVED",
                FakePayPal.order("COMPLETED", "2026-03-01T11:58:30Z", CAPTURE)
                        .replace("\"captures\":", "\"refunds\": [" + REFUND + "], \"captures\":"));
        resources.put("CHECKOUT.PAYMENT-APPROVAL.REVERSED", "{\"order_id\": \"5O1\", \"payer\": \"Jane\"}");
        resources.put("BILLING.SUBSCRIPTION.ACTIVATED", FakePayPal.subscription("ACTIVE", "2026-03-01T11:50:00Z", 1));
        resources.put("BILLING.SUBSCRIPTION.PAYMENT.FAILED", """
            {"id": "I-1", "custom_id": "%s", "subscriber": {"name": {"given_name": "Jane"}},
             "billing_info": {"failed_payments_count": 2, "last_failed_payment": {"time": "2026-03-01T10:00:00Z",
               "reason_code": "PAYMENT_DENIED", "next_payment_retry_time": "2026-03-06T10:00:00Z"}}}\
            """.formatted(REFERENCE));
        resources.put("PAYMENT.SALE.COMPLETED", """
            {"id": "S1", "state": "completed", "amount": {"total": "5.00", "currency": "EUR", "details": {}},
             "transaction_fee": {"value": "0.64", "currency": "EUR"}, "custom": "%s", "invoice_number": "Jane",
             "receivable_amount": {"value": "4.71", "currency": "USD"}, "billing_agreement_id": "I-1",
             "create_time": "2026-03-01T11:59:00Z", "soft_descriptor": "Jane"}\
            """.formatted(REFERENCE));
        resources.put("PAYMENT.SALE.REFUNDED", """
            {"id": "R1", "state": "completed", "amount": {"total": "-0.02", "currency": "EUR"}, "sale_id": "S1",
             "refund_from_received_amount": {"value": "0.01", "currency": "USD"}, "description": "for Jane",
             "refund_from_transaction_fee": {"total": "0.01", "currency": "EUR"}}\
            """);
        resources.put("CUSTOMER.DISPUTE.RESOLVED", """
            {"dispute_id": "PP-D-1", "status": "RESOLVED", "dispute_outcome": {"outcome_code": "DENIED"},
             "dispute_amount": {"currency_code": "USD", "value": "5.00"}, "messages": [{"content": "I am Jane"}],
             "disputed_transactions": [{"seller_transaction_id": "S1", "custom": "Jane", "buyer": {"name": "Jane"}}],
             "create_time": "2026-03-01T12:00:00Z", "money_movements": [
               {"affected_party": "SELLER", "type": "CREDIT", "reason": "DISPUTE_SETTLEMENT",
                "initiated_time": "2026-03-01T13:00:00Z", "amount": {"currency_code": "USD", "value": "5.00"}}]}\
            """);
        return resources;
    }

    @Test
    void factsFromWhatIsKeptAreFactsFromTheWhole() {
        ours().forEach((type, resource) -> assertSame(type, json(resource)));
    }

    @Test
    void factsFromWhatIsKeptOfRealEventsAreFactsFromTheWhole() {
        RealPayPal.events()
                .values()
                .forEach(event -> assertSame(event.path("event_type").stringValue(), event.path("resource")));
    }

    @Test
    void nothingSurvivesThatIsNotOnTheList() {
        ours().forEach((type, resource) -> assertThat(
                        project(type, Planted.canary(json(resource), PayPalProjection.ALLOWED::contains))
                                .toString())
                .doesNotContain(CANARY, Integer.toString(CANARY_NUMBER)));
    }

    @Test
    void nothingSurvivesOfRealEventsThatIsNotOnTheList() {
        assertThat(RealPayPal.events().values()).allSatisfy(event -> {
            JsonNode planted = Planted.canary(event.path("resource"), PayPalProjection.ALLOWED::contains);
            assertThat(planted.toString()).contains(CANARY);
            assertThat(project(event.path("event_type").stringValue(), planted).toString())
                    .doesNotContain(CANARY, Integer.toString(CANARY_NUMBER));
            assertThat(project(event.path("event_type").stringValue(), event.path("resource"))
                            .toString())
                    .doesNotContain("Buyer", "Doe", "example.com", "San Jose", "95131", "7PAYER1111AAA", "XLHKRXRA4H");
        });
    }

    @Test
    void noNameOrAddressSurvivesInAPlaceThatIsOnTheList() {
        ours().forEach((type, resource) -> assertThat(project(type, Planted.addresses(json(resource), path -> false))
                        .toString())
                .doesNotContain("jane.roe", "Jane Roe"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Jane\"",
                "\"jane_roe\"",
                "\"4915112345678\"",
                "\"jane@example.org\"",
                "4915112345678",
                "true",
                "{\"name\": \"Jane\"}",
                "[\"Jane\"]"
            })
    void whatOthersWriteIntoOurPlacesIsKeptOnlyIfItCouldBeOurReference(String text) {
        ObjectNode kept = project("PAYMENT.CAPTURE.COMPLETED", json("""
            {"id": "3C6", "custom_id": %s, "custom": %s, "invoice_id": %s}\
            """.formatted(text, text, text)));

        assertThat(kept).isEqualTo(json("{\"id\": \"3C6\", \"handling\": \"CAUTION\"}"));
    }

    @Test
    void aReferenceOfOursIsKept() {
        assertThat(project("PAYMENT.CAPTURE.COMPLETED", json("{\"custom_id\": \"" + REFERENCE + "\"}")))
                .isEqualTo(json("{\"custom_id\": \"" + REFERENCE + "\", \"handling\": \"CAUTION\"}"));
    }

    @Test
    void anAddressIsKeptOnlyWithoutWhatFollowsItsPath() {
        assertThat(project("CHECKOUT.ORDER.APPROVED", json("""
            {"links": [{"rel": "approve", "href": "https://www.paypal.com/checkoutnow?token=5O1&email=jane"},
                       {"rel": "up", "href": "https://api.paypal.com/v2/checkout/orders/5O1"}]}\
            """))).isEqualTo(json("""
                {"links": [{"rel": "approve"},
                           {"rel": "up", "href": "https://api.paypal.com/v2/checkout/orders/5O1"}],
                 "handling": "CAUTION"}\
                """));
    }

    @Test
    void ofEventsThatDoNotConcernUsNothingIsKept() {
        assertThat(List.of("BILLING.PLAN.CREATED", "IDENTITY.AUTHORIZATION-CONSENT.REVOKED", "RISK.DISPUTE.CREATED"))
                .allSatisfy(type ->
                        assertThat(project(type, json("{\"id\": \"P-1\"}"))).isEmpty());
    }

    @Test
    void theListNamesNothingThatTellsOfAPerson() {
        assertThat(PayPalProjection.ALLOWED)
                .noneMatch(path -> path.matches(".*(name|mail|phone|address|city|country|postal|payer|subscriber|buyer"
                        + "|note|descri|message|content|payee|merchant|invoice_number|parent_payment|card).*"));
    }

    private static ObjectNode project(String type, JsonNode resource) {
        return PayPalProjection.of(type, resource, FakePayPal.COUNTRIES);
    }

    @Test
    void ofThePayersCountryOnlyWhatItMeansIsKept() {
        assertThat(Stream.of(
                        "{\"payer\": {\"address\": {\"country_code\": \"%s\"}}}",
                        "{\"payment_source\": {\"paypal\": {\"address\": {\"country_code\": \"%s\"}}}}",
                        "{\"payment_source\": {\"card\": {\"bin_details\": {\"bin_country_code\": \"%s\"}}}}",
                        "{\"subscriber\": {\"shipping_address\": {\"address\": {\"country_code\": \"%s\"}}}}",
                        "{\"subscriber\": {\"payment_source\": {\"card\": {\"billing_address\":"
                                + " {\"country_code\": \"%s\"}}}}}"))
                .allSatisfy(resource -> {
                    assertThat(project("CHECKOUT.ORDER.APPROVED", json(resource.formatted(TestLevels.FORBIDDEN))))
                            .isEqualTo(json("{\"handling\": \"BLOCKED\"}"));
                    assertThat(project("BILLING.SUBSCRIPTION.UPDATED", json(resource.formatted(TestLevels.FINE))))
                            .isEqualTo(json("{\"handling\": \"OPEN\"}"));
                });
    }

    private static void assertSame(String type, JsonNode resource) {
        List<Fact> whole = PayPalFactsTest.facts(type, resource, PayPalFactsTest.TOLD);
        List<Fact> kept = PayPalFactsTest.facts(type, project(type, resource), PayPalFactsTest.TOLD);

        assertThat(new HashSet<>(kept)).as(type).isEqualTo(new HashSet<>(whole));
    }
}
