package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.paypal.FakePayPal.PLANS;
import static org.standwith.payments.paypal.FakePayPal.PRODUCT;
import static org.standwith.payments.paypal.FakePayPal.PRODUCTS;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.standwith.AtOnce;
import org.standwith.money.Cadence;
import org.standwith.payments.Reply;

class PayPalPlansTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final Reply<String> MADE = new Reply.Answer<>("P-NEW");

    private final PayPalPlans plans = plans();

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
        FakePayPal.hasPlans(SERVER);
        SERVER.stubFor(post(urlPathEqualTo(PRODUCTS)).willReturn(okJson("{\"id\": \"STANDWITH-CONTRIBUTION\"}")));
        SERVER.stubFor(post(urlPathEqualTo(PLANS)).willReturn(okJson("{\"id\": \"P-NEW\", \"status\": \"ACTIVE\"}")));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void whatIsThereIsTakenAndRemembered() {
        assertThat(find("USD")).isEqualTo(new Reply.Answer<>("P-MONTHLY"));
        assertThat(find("USD")).isEqualTo(new Reply.Answer<>("P-MONTHLY"));

        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(PLANS)))).hasSize(1);
        assertThat(posts(PRODUCTS)).isEmpty();
        assertThat(posts(PLANS)).isEmpty();
    }

    @Test
    void theProductIsMadeWhereThereIsNone() {
        SERVER.stubFor(get(urlPathEqualTo(PRODUCT)).willReturn(FakePayPal.missing()));
        SERVER.stubFor(get(urlPathEqualTo(PLANS)).willReturn(FakePayPal.missing()));

        assertThat(find("USD")).isEqualTo(MADE);

        LoggedRequest request = posts(PRODUCTS).getFirst();
        assertThat(FakePayPal.json(request.getBodyAsString())).isEqualTo(FakePayPal.json("""
            {"id": "STANDWITH-CONTRIBUTION", "name": "Contribution", "type": "SERVICE"}\
            """));
        assertThat(request.getHeader("PayPal-Request-Id")).isEqualTo("standwith-product");
    }

    @ParameterizedTest
    @CsvSource({
        "MONTHLY, EUR, Monthly EUR, MONTH, 1.00",
        "ANNUAL, EUR, Annual EUR, YEAR, 1.00",
        "MONTHLY, JPY, Monthly JPY, MONTH, 1",
        "ANNUAL, HUF, Annual HUF, YEAR, 1"
    })
    void aPlanOfAnotherCurrencyIsMade(Cadence cadence, String currency, String name, String unit, String price) {
        assertThat(plans.find(cadence, CurrencyUnit.of(currency))).isEqualTo(MADE);

        LoggedRequest request = posts(PLANS).getFirst();
        assertThat(FakePayPal.json(request.getBodyAsString()))
                .isEqualTo(FakePayPal.json("""
                    {"product_id": "STANDWITH-CONTRIBUTION", "name": "%s",
                     "billing_cycles": [{"frequency": {"interval_unit": "%s", "interval_count": 1},
                       "tenure_type": "REGULAR", "sequence": 1, "total_cycles": 0,
                       "pricing_scheme": {"fixed_price": {"currency_code": "%s", "value": "%s"}}}],
                     "payment_preferences": {"auto_bill_outstanding": true, "payment_failure_threshold": 3}}\
                    """.formatted(name, unit, currency, price)));
        assertThat(request.getHeader("PayPal-Request-Id")).isEqualTo("standwith-plan-" + unit + "-" + currency);
    }

    @Test
    void aPlanThatIsNotActiveIsNotTaken() {
        SERVER.stubFor(get(urlPathEqualTo(PLANS)).willReturn(okJson("""
            {"plans": [{"id": "P-OLD", "name": "Monthly USD", "status": "INACTIVE"},
                       {"id": "P-RAW", "name": "Monthly USD", "status": "CREATED"}]}\
            """)));

        assertThat(find("USD")).isEqualTo(MADE);
    }

    @Test
    void plansAreSoughtOnEveryPage() {
        SERVER.stubFor(get(urlPathEqualTo(PLANS)).willReturn(okJson(page(20))));
        SERVER.stubFor(get(urlPathEqualTo(PLANS))
                .withQueryParam("product_id", equalTo("STANDWITH-CONTRIBUTION"))
                .withQueryParam("page_size", equalTo("20"))
                .withQueryParam("page", equalTo("3"))
                .willReturn(okJson("{\"plans\": [{\"id\": \"P-EUR\", \"name\": \"Monthly EUR\"}]}")));

        assertThat(find("EUR")).isEqualTo(new Reply.Answer<>("P-EUR"));
        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(PLANS)))).hasSize(3);
    }

    @Test
    void aListWithoutEndEnds() {
        SERVER.stubFor(get(urlPathEqualTo(PLANS)).willReturn(okJson(page(20))));

        assertThat(find("EUR")).isEqualTo(MADE);
    }

    @Test
    void twoWhoNeedItAtOnceAskForItUnderOneId() throws Exception {
        SERVER.stubFor(get(urlPathEqualTo(PRODUCT)).willReturn(FakePayPal.missing()));

        assertThat(AtOnce.times(4, () -> plans().find(Cadence.MONTHLY, CurrencyUnit.EUR)))
                .containsOnly(MADE);

        assertThat(posts(PRODUCTS))
                .extracting(each -> each.getHeader("PayPal-Request-Id"))
                .containsOnly("standwith-product");
        assertThat(posts(PLANS))
                .extracting(each -> each.getHeader("PayPal-Request-Id"))
                .containsOnly("standwith-plan-MONTH-EUR");
    }

    @Test
    void whatIsNotKnownIsNotRemembered() {
        SERVER.stubFor(get(urlPathEqualTo(PLANS)).willReturn(aResponse().withStatus(409)));
        assertThat(find("USD")).isInstanceOf(Reply.Silence.class);
        SERVER.stubFor(get(urlPathEqualTo(PLANS)).willReturn(FakePayPal.error(403, "NOT_AUTHORIZED", "NO_PERMISSION")));
        assertThat(find("USD")).isEqualTo(new Reply.No<>("NO_PERMISSION"));
        assertThat(posts(PLANS)).isEmpty();

        FakePayPal.hasPlans(SERVER);
        assertThat(find("USD")).isEqualTo(new Reply.Answer<>("P-MONTHLY"));
    }

    private Reply<String> find(String currency) {
        return plans.find(Cadence.MONTHLY, CurrencyUnit.of(currency));
    }

    private static PayPalPlans plans() {
        return new PayPalPlans(FakePayPal.calls(SERVER.baseUrl(), Duration.ofSeconds(5)), "Contribution");
    }

    private static String page(int plans) {
        return IntStream.range(0, plans)
                .mapToObj(i -> "{\"id\": \"P-" + i + "\", \"name\": \"Other " + i + "\", \"status\": \"ACTIVE\"}")
                .collect(Collectors.joining(",", "{\"plans\": [", "]}"));
    }

    private static List<LoggedRequest> posts(String path) {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo(path)));
    }
}
