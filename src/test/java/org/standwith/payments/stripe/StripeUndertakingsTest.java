package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Noticed;
import org.standwith.payments.Period;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertakings.Answer;
import org.standwith.payments.Undertakings.Unusable;
import org.standwith.payments.Undertakings.Why;
import org.standwith.payments.WentOnBefore;
import org.standwith.risk.Country;

class StripeUndertakingsTest {

    private static final WireMockServer SERVER = FakeStripe.start();
    private static final String SUBSCRIPTIONS = "/v1/subscriptions";
    private static final String CHARGES = "/v1/charges";
    private static final Period PERIOD = new Period(Instant.ofEpochSecond(1_000), Instant.ofEpochSecond(9_000));
    private static final String OURS = "7b1f0c9e-3a52-4d18-9e07-5c2d8a64f013";
    private static final String CUSTOMER = """
        {"id": "cus_1", "object": "customer", "email": "jane@example.org", "name": "Jane Roe",
         "preferred_locales": ["de-AT", "en"]}\
        """;

    private final StripeProvider stripe = FakeStripe.provider(SERVER.baseUrl(), Duration.ofSeconds(10));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aSubscriptionIsToldWithWhoeverPaysItAndNothingShowsThem() {
        list(SUBSCRIPTIONS, false, subscription("sub_1", "active", CUSTOMER, item("month", 1, 500, "usd")));

        Answer.Page page = subscriptions(null);

        assertThat(page.unusable()).isEmpty();
        assertThat(page.next()).isNull();
        Undertaking told = page.usable().getFirst();
        assertThat(told.ref()).isEqualTo("sub_1");
        assertThat(told.cadence()).isEqualTo(Cadence.MONTHLY);
        assertThat(told.amount()).isEqualTo(Money.parse("USD 5.00"));
        assertThat(told.since()).isEqualTo(Instant.ofEpochSecond(700));
        assertThat(told.payer().email())
                .isNotNull()
                .satisfies(each -> assertThat(each.reveal()).isEqualTo("jane@example.org"));
        assertThat(told.payer().locale()).isEqualTo(Locale.forLanguageTag("de-AT"));
        assertThat(told.payer().places()).containsExactly(new Country("CH"));
        assertThat(told.facts())
                .containsExactly(
                        new WentOnBefore(StripeProvider.STRIPE, "sub_1", Instant.ofEpochSecond(700)),
                        new SubscriptionSeen(
                                StripeProvider.STRIPE,
                                "sub_1",
                                SubscriptionSeen.Standing.ACTIVE,
                                SubscriptionSeen.Source.FETCHED,
                                Money.parse("USD 5.00"),
                                Cadence.MONTHLY,
                                Instant.ofEpochSecond(9_999),
                                null,
                                null,
                                FakeStripe.NOW));
        assertThat(page + " " + told + " " + told.payer()).doesNotContain("jane", "sub_1", "CH");
        assertThat(requests(SUBSCRIPTIONS).getFirst().getUrl())
                .isEqualTo("/v1/subscriptions?status=all&limit=100&expand[0]=data.customer"
                        + "&expand[1]=data.default_payment_method");
    }

    @Test
    void whatCameOfACheckoutOfOursNamesIt() {
        String named = "\"metadata\": {\"reference\": \"" + OURS + "\"}";
        list(
                SUBSCRIPTIONS,
                false,
                subscription("sub_1", "active", CUSTOMER, item("month", 1, 500, "usd"))
                        .replace("\"metadata\": {}", named));
        list(CHARGES, false, charge("ch_1", "pi_1", "null", "succeeded", 5_000).replace("\"metadata\": {}", named));

        assertThat(subscriptions(null).usable().getFirst().facts())
                .contains(new Fact.Linked(StripeProvider.STRIPE, "sub_1", OURS));
        assertThat(page(stripe.undertakings().payments(PERIOD, null))
                        .usable()
                        .getFirst()
                        .facts())
                .contains(new Fact.Linked(StripeProvider.STRIPE, "ch_1", OURS));
    }

    @Test
    void pagesGoOnAfterTheLastOne() {
        list(
                SUBSCRIPTIONS,
                true,
                subscription("sub_1", "active", CUSTOMER, item("month", 1, 500, "usd")),
                subscription("sub_2", "canceled", CUSTOMER, item("month", 1, 500, "usd")));
        assertThat(subscriptions(null).next()).isEqualTo("sub_2");

        list(SUBSCRIPTIONS, false);
        assertThat(subscriptions("sub_2").next()).isNull();
        assertThat(requests(SUBSCRIPTIONS).getLast().getUrl()).contains("&starting_after=sub_2&");
        assertThatIllegalArgumentException().isThrownBy(() -> subscriptions("sub_1&expand[]=x"));
    }

    @ParameterizedTest
    @CsvSource({
        "trialing, month, 1, usd, TRIAL",
        "paused, month, 1, usd, TRIAL",
        "canceled, month, 1, usd, ENDED",
        "incomplete, month, 1, usd, NOT_PAID",
        "incomplete_expired, month, 1, usd, NOT_PAID",
        "active, week, 1, usd, RHYTHM",
        "active, month, 3, usd, RHYTHM",
        "active, month, 1, xxz, CURRENCY",
        "something_new, month, 1, usd, UNREADABLE"
    })
    void whatCannotBeTakenSaysWhy(String status, String interval, int count, String currency, Why why) {
        list(SUBSCRIPTIONS, false, subscription("sub_1", status, CUSTOMER, item(interval, count, 500, currency)));

        assertThat(subscriptions(null).unusable()).containsExactly(new Unusable("sub_1", why));
    }

    @Test
    void whatHasSeveralItemsOrNobodyWhoPaysOrCannotBeReadIsLeftAndHoldsUpNobody() {
        String item = item("month", 1, 500, "usd");
        list(
                SUBSCRIPTIONS,
                false,
                subscription("sub_1", "active", CUSTOMER, item + "," + item),
                subscription(
                        "sub_2", "active", "{\"id\": \"cus_2\", \"object\": \"customer\", \"deleted\": true}", item),
                "{\"id\": \"sub_3\", \"object\": \"subscription\", \"status\": \"active\", \"customer\": " + CUSTOMER
                        + ", \"items\": {\"data\": [" + item.replace("usd", "") + "]}}",
                subscription("sub_4", "past_due", CUSTOMER, item));

        Answer.Page page = subscriptions(null);

        assertThat(page.unusable()).extracting(Unusable::ref).containsExactly("sub_1", "sub_2", "sub_3");
        assertThat(page.unusable()).extracting(Unusable::why).startsWith(Why.SEVERAL_ITEMS, Why.NO_PAYER);
        assertThat(page.usable()).extracting(Undertaking::ref).containsExactly("sub_4");
    }

    @Test
    void aPaymentIsToldWithWhatItBroughtAndOneOfAnInvoiceIsNot() {
        list(
                CHARGES,
                true,
                charge("ch_guest", "pi_guest", "null", "succeeded", 5_000),
                charge("ch_renewal", "pi_renewal", "\"cus_1\"", "succeeded", 6_000),
                charge("ch_retried", "pi_retried", "\"cus_1\"", "succeeded", 7_000),
                charge("ch_once", "pi_once", "\"cus_1\"", "succeeded", 8_000),
                charge("ch_failed", "pi_failed", "null", "failed", 8_100));
        list("/v1/invoices", false, """
            {"id": "in_1", "object": "invoice", "parent": {"subscription_details": {"subscription": "sub_1"}}, "payments": {"object": "list", "data": [
              {"payment": {"type": "payment_intent", "payment_intent": "pi_renewal"}}]}}\
            """);
        SERVER.stubFor(
                get(urlPathEqualTo("/v1/invoice_payments")).willReturn(okJson("{\"object\": \"list\", \"data\": []}")));
        SERVER.stubFor(get(urlPathEqualTo("/v1/invoice_payments"))
                .withQueryParam("payment[payment_intent]", equalTo("pi_retried"))
                .willReturn(okJson("{\"object\": \"list\", \"data\": [{\"id\": \"inpay_1\","
                        + " \"invoice\": {\"id\": \"in_2\", \"subscription\": \"sub_1\"}}]}")));

        Answer.Page page = page(stripe.undertakings().payments(PERIOD, null));

        assertThat(page.usable()).extracting(Undertaking::ref).containsExactly("ch_guest", "ch_once");
        assertThat(page.unusable()).containsExactly(new Unusable("ch_failed", Why.NOT_PAID));
        assertThat(page.next()).isEqualTo("ch_failed");
        Undertaking guest = page.usable().getFirst();
        assertThat(guest.cadence()).isEqualTo(Cadence.ONCE);
        assertThat(guest.payer().places()).containsExactly(new Country("CH"));
        assertThat(guest.payer().email()).isNotNull();
        assertThat(guest.facts())
                .contains(new PaymentSucceeded(
                        StripeProvider.STRIPE, "ch_guest", Money.parse("USD 5.00"), Instant.ofEpochSecond(5_000)))
                .hasAtLeastOneElementOfType(Fact.Settled.class)
                .noneMatch(Noticed.class::isInstance);
        assertThat(requests(CHARGES).getFirst().getUrl()).contains("created[gte]=1000&created[lt]=9000");
        assertThat(requests("/v1/invoices").getFirst().getUrl()).contains("created[gte]=-1200&created[lte]=8000");
        assertThat(requests("/v1/invoice_payments"))
                .as("few have to be asked about by themselves")
                .hasSize(2);
    }

    @Test
    void aRenewalOfTheTimeBeforeIntentsIsFoundByItsCharge() {
        String renewal =
                charge("ch_renewal", "-", "\"cus_1\"", "succeeded", 8_000).replace("\"-\"", "null");
        String once = charge("ch_once", "-", "\"cus_1\"", "succeeded", 8_000).replace("\"-\"", "null");
        list(CHARGES, false, renewal, once);
        list("/v1/invoices", false, """
            {"id": "in_1", "object": "invoice", "parent": {"subscription_details": {"subscription": "sub_1"}},
             "payments": {"object": "list", "data": [{"payment": {"type": "charge", "charge": "ch_renewal"}}]}}\
            """);

        Answer.Page page = page(stripe.undertakings().payments(PERIOD, null));

        assertThat(page.usable()).extracting(Undertaking::ref).containsExactly("ch_once");
        assertThat(page.unusable()).isEmpty();
        assertThat(requests("/v1/invoices").getFirst().getUrl())
                .as("as far back as payments were tried again")
                .contains("created[gte]=-2584000&created[lte]=8000");
        assertThat(requests("/v1/invoice_payments")).isEmpty();
    }

    @Test
    void whatWasPaidForABillIsCountedAndNotTaken() {
        list(
                CHARGES,
                false,
                charge("ch_bill", "pi_bill", "\"cus_1\"", "succeeded", 8_000),
                charge("ch_late", "pi_late", "\"cus_1\"", "succeeded", 8_000),
                charge("ch_declined", "pi_declined", "\"cus_1\"", "failed", 8_000));
        list("/v1/invoices", false, """
            {"id": "in_1", "object": "invoice", "parent": null, "payments": {"object": "list", "data": [
              {"payment": {"type": "payment_intent", "payment_intent": "pi_bill"}},
              {"payment": {"type": "payment_intent", "payment_intent": "pi_declined"}}]}}\
            """);
        list("/v1/invoice_payments", false, "{\"id\": \"inpay_1\", \"invoice\": {\"id\": \"in_2\"}}");

        Answer.Page page = page(stripe.undertakings().payments(PERIOD, null));

        assertThat(page.usable()).isEmpty();
        assertThat(page.unusable())
                .containsExactly(
                        new Unusable("ch_bill", Why.OTHER_WAY),
                        new Unusable("ch_late", Why.OTHER_WAY),
                        new Unusable("ch_declined", Why.NOT_PAID));
    }

    @Test
    void aProviderThatDoesNotAnswerIsAskedAgain() {
        SERVER.stubFor(get(urlPathEqualTo(SUBSCRIPTIONS))
                .willReturn(aResponse().withStatus(403).withBody("{\"error\": {\"message\": \"jane\"}}")));

        assertThat(stripe.undertakings().subscriptions(PERIOD, null, UnaryOperator.identity()))
                .isInstanceOfSatisfying(
                        Answer.Unavailable.class,
                        none -> assertThat(none.reason())
                                .contains("PermissionException")
                                .doesNotContain("jane"));
    }

    private Answer.Page subscriptions(@Nullable String next) {
        return page(stripe.undertakings().subscriptions(PERIOD, next, UnaryOperator.identity()));
    }

    private static Answer.Page page(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Page.class);
        return (Answer.Page) answer;
    }

    private static void list(String path, boolean more, String... objects) {
        SERVER.stubFor(get(urlPathEqualTo(path))
                .willReturn(okJson("{\"object\": \"list\", \"has_more\": " + more + ", \"data\": ["
                        + String.join(",", objects) + "]}")));
    }

    private static List<LoggedRequest> requests(String path) {
        return SERVER.findAll(getRequestedFor(urlPathEqualTo(path)));
    }

    private static String item(String interval, int count, long amount, String currency) {
        return """
            {"id": "si_1", "quantity": 1, "current_period_end": 9999, "price": {"currency": "%s", "unit_amount": %d,
             "recurring": {"interval": "%s", "interval_count": %d}}}\
            """.formatted(currency, amount, interval, count);
    }

    private static String subscription(String id, String status, String customer, String items) {
        return """
            {"id": "%s", "object": "subscription", "status": "%s", "created": 800, "start_date": 700, "metadata": {},
             "customer": %s, "default_payment_method": {"object": "payment_method", "card": {"country": "CH"}},
             "items": {"object": "list", "data": [%s]}}\
            """.formatted(id, status, customer, items);
    }

    private static String charge(String id, String intent, String customer, String status, long created) {
        return """
            {"id": "%s", "object": "charge", "amount": 500, "amount_captured": 500, "captured": true, "currency": "usd",
             "status": "%s", "created": %d, "payment_intent": "%s", "customer": %s, "metadata": {},
             "billing_details": {"email": "jane@example.org", "name": "Jane Roe"},
             "payment_method_details": {"card": {"country": "CH"}},
             "balance_transaction": {"id": "txn_%s", "object": "balance_transaction", "amount": 500, "fee": 45,
               "net": 455, "currency": "usd", "created": %d}}\
            """.formatted(id, status, created, intent, customer, id, created);
    }
}
