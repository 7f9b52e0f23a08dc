package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Period;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertakings.Answer;
import org.standwith.payments.Undertakings.Unusable;
import org.standwith.payments.Undertakings.Why;
import org.standwith.payments.WentOnBefore;
import org.standwith.risk.Country;

class PayPalUndertakingsTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final String SEARCH = "/v1/reporting/transactions";
    private static final Period PERIOD =
            new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-10T00:00:00Z"));
    private static final String OURS = "7b1f0c9e-3a52-4d18-9e07-5c2d8a64f013";
    private static final Instant CREATED = Instant.parse("2025-12-01T10:00:00Z");

    private final PayPalProvider paypal = FakePayPal.provider(SERVER.baseUrl(), Duration.ofSeconds(10));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aSubscriptionThatWasPaidIsAskedAboutOnce() {
        rows(
                1,
                row("T1", "T0002", "SUB", "I-7K3M9PX2Q4ZT", "5.00", "S"),
                row("T2", "T0003", "SUB", "I-7K3M9PX2Q4ZT", "5.00", "S"),
                row("T3", "T0006", "ODR", "O1", "9.00", "S"));
        subscription("ACTIVE", 0);

        Answer.Page page = subscriptions(null, UnaryOperator.identity());

        Undertaking told = page.usable().getFirst();
        assertThat(page.usable()).hasSize(1);
        assertThat(told.ref()).isEqualTo("I-7K3M9PX2Q4ZT");
        assertThat(told.cadence()).isEqualTo(Cadence.MONTHLY);
        assertThat(told.amount()).isEqualTo(Money.parse("USD 5.00"));
        assertThat(told.facts()).contains(new WentOnBefore(PayPalProvider.PAYPAL, "I-7K3M9PX2Q4ZT", CREATED));
        assertThat(told.payer().email())
                .isNotNull()
                .satisfies(each -> assertThat(each.reveal()).isEqualTo("jane@example.org"));
        assertThat(page + " " + told).doesNotContain("jane", "I-7K");
        assertThat(asked(FakePayPal.SUBSCRIPTION)).hasSize(1);
        assertThat(asked(SEARCH).getFirst().getUrl())
                .endsWith("?start_date=2026-01-01T00:00:00Z&end_date=2026-01-30T23:59:59Z"
                        + "&fields=transaction_info,payer_info&page_size=100&page=1");
    }

    @Test
    void whatCameOfACheckoutOfOursNamesIt() {
        rows(
                1,
                row("T1", "T0002", "SUB", "I-7K3M9PX2Q4ZT", "5.00", "S"),
                row("T2", "T0006", "ODR", "O1", "9.00", "S")
                        .replace(
                                "\"transaction_status\"",
                                "\"custom_field\": \"" + OURS + "\", \"transaction_status\""));
        subscription("ACTIVE", 0);

        assertThat(subscriptions(null, UnaryOperator.identity())
                        .usable()
                        .getFirst()
                        .facts())
                .contains(new Linked(PayPalProvider.PAYPAL, "I-7K3M9PX2Q4ZT", FakePayPal.REFERENCE));
        assertThat(page(paypal.undertakings().payments(PERIOD, null))
                        .usable()
                        .getFirst()
                        .facts())
                .contains(new Linked(PayPalProvider.PAYPAL, "T2", OURS));
    }

    @Test
    void whatWasLookedAtBeforeIsNotAskedAboutAgain() {
        rows(1, row("T1", "T0002", "SUB", "I-7K3M9PX2Q4ZT", "5.00", "S"));

        Answer.Page page = subscriptions(null, refs -> Set.of());

        assertThat(page.usable()).isEmpty();
        assertThat(asked(FakePayPal.SUBSCRIPTION)).isEmpty();
    }

    @Test
    void pagesGoOnThroughTheWindowsOfThirtyDays() {
        rows(2);
        String second = "2@2026-01-01T00:00:00Z@2026-01-31T00:00:00Z";
        String third = "1@2026-01-31T00:00:00Z@2026-02-10T00:00:00Z";
        assertThat(subscriptions(null, UnaryOperator.identity()).next()).isEqualTo(second);
        assertThat(subscriptions(second, UnaryOperator.identity()).next()).isEqualTo(third);
        rows(1);
        assertThat(subscriptions(third, UnaryOperator.identity()).next()).isNull();
        assertThat(asked(SEARCH).getLast().getUrl())
                .contains("start_date=2026-01-31T00:00:00Z&end_date=2026-02-09T23:59:59Z");
        for (String wrong : List.of(
                "",
                "0@2026-01-01T00:00:00Z@2026-01-31T00:00:00Z",
                "1@2027-01-01T00:00:00Z@2027-01-31T00:00:00Z",
                "x@y@z")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> paypal.undertakings().subscriptions(PERIOD, wrong, UnaryOperator.identity()));
        }
    }

    @Test
    void aWindowWithMoreThanPayPalListsIsHalved() {
        rows(1);
        SERVER.stubFor(get(urlPathEqualTo(SEARCH))
                .withQueryParam("end_date", equalTo("2026-01-30T23:59:59Z"))
                .willReturn(FakePayPal.error(400, "RESULTSET_TOO_LARGE", "")));

        assertThat(subscriptions(null, UnaryOperator.identity()).next())
                .isEqualTo("1@2026-01-16T00:00:00Z@2026-02-10T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED, ENDED", "EXPIRED, ENDED", "APPROVAL_PENDING, NOT_PAID"})
    void whatCannotBeTakenSaysWhy(String status, Why why) {
        rows(1, row("T1", "T0002", "SUB", "I-7K3M9PX2Q4ZT", "5.00", "S"));
        subscription(status, 0);

        assertThat(subscriptions(null, UnaryOperator.identity()).unusable())
                .containsExactly(new Unusable("I-7K3M9PX2Q4ZT", why));
    }

    @Test
    void oneThatPayPalTellsOfButDoesNotKnowIsNotTakenForEnded() {
        rows(1, row("T1", "T0002", "SUB", "I-7K3M9PX2Q4ZT", "5.00", "S"));
        SERVER.stubFor(get(urlPathEqualTo(FakePayPal.SUBSCRIPTION))
                .willReturn(FakePayPal.error(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")));

        assertThat(subscriptions(null, UnaryOperator.identity()).unusable())
                .containsExactly(new Unusable("I-7K3M9PX2Q4ZT", Why.NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({"400, INVALID_REQUEST, false", "422, UNPROCESSABLE_ENTITY, false", "403, NOT_AUTHORIZED, true"})
    void aRefusalOfOneHoldsUpTheOthersOnlyWhereItIsOfAll(int status, String name, boolean ofAll) {
        rows(1, row("T1", "T0002", "SUB", "I-7K3M9PX2Q4ZT", "5.00", "S"));
        SERVER.stubFor(get(urlPathEqualTo(FakePayPal.SUBSCRIPTION)).willReturn(FakePayPal.error(status, name, "")));

        Answer answer = paypal.undertakings().subscriptions(PERIOD, null, UnaryOperator.identity());

        if (ofAll) {
            assertThat(answer).isEqualTo(new Answer.Unavailable(name));
        } else {
            assertThat(page(answer).unusable()).containsExactly(new Unusable("I-7K3M9PX2Q4ZT", Why.UNREADABLE));
        }
    }

    @Test
    void aRowWithoutAnIdIsCountedAndHoldsUpNobody() {
        rows(1, row("PAYMENT1", "T0006", "ODR", "O1", "9.00", "S"), row("", "T0006", "ODR", "O2", "9.00", "S"));

        Answer.Page page = page(paypal.undertakings().payments(PERIOD, null));

        assertThat(page.usable()).extracting(Undertaking::ref).containsExactly("PAYMENT1");
        assertThat(page.unusable())
                .containsExactly(new Unusable("row 2 of 1@2026-01-01T00:00:00Z@2026-01-31T00:00:00Z", Why.UNREADABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"T0001", "T0002", "T0003", "T0004", "T0005", "T0008", "T0009", "T0010", "T0012", "T0018", "T0019"
            })
    void whatComesIntoTheBooksInAnotherWayIsCounted(String code) {
        rows(
                1,
                row("PAID", code, "", "", "9.00", "S"),
                row("DENIED", code, "", "", "9.00", "D"),
                row("SENT", code, "", "", "-9.00", "S"));

        Answer.Page page = page(paypal.undertakings().payments(PERIOD, null));

        assertThat(page.usable()).isEmpty();
        assertThat(page.unusable())
                .containsExactly(new Unusable("PAID", Why.OTHER_WAY), new Unusable("DENIED", Why.NOT_PAID));
    }

    @Test
    void aPaymentThatBelongsToNoSubscriptionIsToldWithWhoeverPaid() {
        rows(
                1,
                row("PAYMENT1", "T0006", "ODR", "O1", "9.00", "S"),
                row("SALE1", "T0002", "SUB", "I-7K3M9PX2Q4ZT", "5.00", "S"),
                row("REFUND1", "T1107", "TXN", "PAYMENT1", "-9.00", "S"),
                row("SENT1", "T0000", "", "", "-50.00", "S"),
                row("DENIED1", "T0007", "", "", "3.00", "D"));

        Answer.Page page = page(paypal.undertakings().payments(PERIOD, null));

        assertThat(page.unusable()).containsExactly(new Unusable("DENIED1", Why.NOT_PAID));
        assertThat(page.usable()).hasSize(1);
        Undertaking told = page.usable().getFirst();
        assertThat(told.cadence()).isEqualTo(Cadence.ONCE);
        assertThat(told.facts())
                .containsExactly(new PaymentSucceeded(
                        PayPalProvider.PAYPAL,
                        "PAYMENT1",
                        Money.parse("USD 9.00"),
                        Instant.parse("2026-01-05T04:03:52Z")));
        assertThat(told.payer().places()).containsExactly(new Country("CH"));
        assertThat(told.payer().email())
                .isNotNull()
                .satisfies(each -> assertThat(each.reveal()).isEqualTo("jane@example.org"));
    }

    @Test
    void aProviderThatDoesNotAnswerIsAskedAgain() {
        SERVER.stubFor(
                get(urlPathEqualTo(SEARCH)).willReturn(FakePayPal.error(403, "NOT_AUTHORIZED", "PERMISSION_DENIED")));

        assertThat(paypal.undertakings().payments(PERIOD, null))
                .isEqualTo(new Answer.Unavailable("Transaction Search is not enabled"));
    }

    private Answer.Page subscriptions(@Nullable String next, UnaryOperator<Set<String>> fresh) {
        return page(paypal.undertakings().subscriptions(PERIOD, next, fresh));
    }

    private static Answer.Page page(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Page.class);
        return (Answer.Page) answer;
    }

    private static void subscription(String status, int failed) {
        SERVER.stubFor(get(urlPathEqualTo(FakePayPal.SUBSCRIPTION))
                .withQueryParam("fields", equalTo("plan"))
                .willReturn(okJson(FakePayPal.subscription(status, CREATED.toString(), failed))));
    }

    private static void rows(int pages, String... rows) {
        SERVER.stubFor(get(urlPathEqualTo(SEARCH))
                .willReturn(okJson("{\"transaction_details\": [" + String.join(",", rows) + "], \"total_pages\": "
                        + pages + "}")));
    }

    private static List<LoggedRequest> asked(String path) {
        return SERVER.findAll(getRequestedFor(urlPathMatching(path)));
    }

    private static String row(String id, String code, String type, String about, String value, String status) {
        return """
            {"transaction_info": {"transaction_id": "%s", "transaction_event_code": "%s", "paypal_reference_id": "%s",
               "paypal_reference_id_type": "%s", "transaction_status": "%s",
               "transaction_amount": {"currency_code": "USD", "value": "%s"},
               "transaction_initiation_date": "2026-01-05T04:03:52+0000"},
             "payer_info": {"email_address": "jane@example.org", "country_code": "CH",
               "payer_name": {"alternate_full_name": "Jane Roe"}}}\
            """.formatted(id, code, about, type, status, value);
    }
}
