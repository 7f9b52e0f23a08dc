package org.standwith.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.Planted.CANARY;
import static org.standwith.payments.Planted.CANARY_NUMBER;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.standwith.payments.Planted;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StripeProjectionTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void nothingSurvivesThatIsNotOnTheList() {
        List<JsonNode> planted = everything().stream()
                .map(real -> Planted.canary(real, StripeProjection.ALLOWED::contains))
                .toList();
        assertThat(planted.toString()).contains(CANARY, Integer.toString(CANARY_NUMBER));

        assertThat(planted)
                .hasSizeGreaterThan(150)
                .allSatisfy(
                        object -> assertThat(project(object)).doesNotContain(CANARY, Integer.toString(CANARY_NUMBER)));
    }

    @Test
    void noNameOrAddressSurvivesInAPlaceThatIsOnTheList() {
        List<JsonNode> planted = everything().stream()
                .map(real -> Planted.addresses(real, "object"::equals))
                .toList();
        assertThat(planted.toString()).contains("jane.roe");

        assertThat(planted).allSatisfy(object -> assertThat(project(object)).doesNotContain("jane.roe", "Jane Roe"));
    }

    @Test
    void whatIsPutIntoNewPlacesDoesNotSurvive() {
        for (JsonNode real : everything()) {
            ObjectNode planted = (ObjectNode) real.deepCopy();
            planted.put("something_new", CANARY);
            planted.putObject("customer_details").put("email", CANARY).put("name", CANARY);
            planted.putObject("billing_details").putObject("address").put("line1", CANARY);
            planted.putObject("customer").put("id", "cus_" + CANARY).put("email", CANARY);
            planted.putObject("metadata")
                    .put("reference", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f")
                    .put("name", CANARY)
                    .putObject("nested")
                    .put("reference", CANARY);
            planted.putArray("list").add(CANARY).addObject().put("id", CANARY);

            assertThat(project(planted)).doesNotContain(CANARY);
        }
    }

    @Test
    void theListNamesNothingThatTellsOfAPerson() {
        assertThat(StripeProjection.ALLOWED)
                .noneMatch(path -> path.matches(".*(name|mail|phone|address|city|country|postal|last4|finger|ip_|card"
                        + "|descriptor|description|url|receipt|customer|details\\.email|method|exp_).*"));
    }

    @Test
    void anObjectThatIsGivenInFullIsReducedToItsId() {
        assertThat(project("""
            {"object": "charge", "id": "ch_1",
             "payment_intent": {"id": "pi_1", "object": "payment_intent", "receipt_email": "a@example.org"},
             "invoice": {"id": "in_1", "customer_email": "a@example.org"},
             "balance_transaction": {"id": "txn_1", "description": "a@example.org"}}\
            """))
                .isEqualTo("{\"object\":\"charge\",\"id\":\"ch_1\",\"payment_intent\":\"pi_1\",\"invoice\":\"in_1\","
                        + "\"balance_transaction\":\"txn_1\",\"handling\":\"CAUTION\"}");
    }

    @Test
    void partsThatAreNestedAreReducedAsWell() {
        assertThat(project("""
            {"object": "invoice", "id": "in_1", "customer_email": "a@example.org",
             "parent": {"type": "subscription_details", "subscription_details": {
               "metadata": {"reference": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f", "name": "Jane"},
               "subscription": {"id": "sub_1", "customer": "cus_1"}}},
             "payments": {"data": [{"id": "inpay_1",
               "payment": {"type": "payment_intent",
                 "payment_intent": {"id": "pi_1", "receipt_email": "a@example.org"}}}]}}\
            """))
                .isEqualTo("{\"object\":\"invoice\",\"id\":\"in_1\","
                               + "\"parent\":{\"subscription_details\":{\"metadata\":{\"reference\":\"0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f\"},"
                               + "\"subscription\":\"sub_1\"}},"
                               + "\"payments\":{\"data\":[{\"payment\":{\"payment_intent\":\"pi_1\"}}]}}");
    }

    @Test
    void ofObjectsThatDoNotConcernUsOnlyTheKindIsKept() {
        assertThat(project("{\"object\": \"customer\", \"id\": \"cus_1\", \"created\": 1, \"email\": \"a@b.org\"}"))
                .isEqualTo("{\"object\":\"customer\"}");
        assertThat(project("{\"id\": \"cus_1\"}")).isEqualTo("{\"object\":\"\"}");
    }

    @Test
    void aReferenceOfSomebodyElsesIsKeptOnlyIfItCouldBeOurs() {
        assertThat(project("{\"object\": \"checkout.session\", \"client_reference_id\": \"jane@example.org\"}"))
                .doesNotContain("jane");
        assertThat(project("{\"object\": \"charge\", \"metadata\": {\"reference\": \"for Jane\"}}"))
                .doesNotContain("Jane");
        assertThat(project("{\"object\": \"charge\", \"metadata\": {\"reference\": \"" + "x".repeat(200) + "\"}}"))
                .doesNotContain("xxx");
    }

    private static String project(String object) {
        return project(JSON.readTree(object));
    }

    private static String project(JsonNode object) {
        return StripeProjection.of(object, FakeStripe.COUNTRIES).toString();
    }

    private static List<JsonNode> everything() {
        List<JsonNode> everything = new ArrayList<>(RealStripe.objects().values());
        everything.addAll(RealStripe.oldObjects().values());
        for (JsonNode event : RealStripe.oldEvents().values()) {
            everything.add(event.path("data").path("object"));
        }
        return everything;
    }
}
