package org.standwith.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.standwith.FreshSchema;
import org.standwith.Standwith;
import org.standwith.contributions.Answers;
import org.standwith.contributions.CardPayments;
import org.standwith.contributions.CardStep;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.Checkouts;
import org.standwith.money.Cadence;
import org.standwith.payments.CardFields;
import org.standwith.payments.Provider;

/** The page with the card fields in a real browser, and the way out of every page. What the server answers is scripted. */
@SpringBootTest(classes = Standwith.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = FreshSchema.class)
@Import(CardStepTest.Confirming.class)
class CardStepTest {

    private static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

    private static final Elsewhere ELSEWHERE = new Elsewhere();

    @LocalServerPort
    private int port;

    @Autowired
    private Confirming confirming;

    @MockitoBean
    private CardPayments cards;

    @MockitoBean
    private Answers answers;

    @MockitoBean
    private Checkouts checkouts;

    /** The server's answers to confirmations, in the order in which they will be given, and what it was sent. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Confirming {

        record Reply(int status, String body) {}

        private final Queue<Reply> replies = new ArrayDeque<>();
        private final List<String> received = new ArrayList<>();

        @Bean
        FilterRegistrationBean<Filter> confirmation() {
            var filter = new FilterRegistrationBean<Filter>((request, response, chain) -> {
                if (!((HttpServletRequest) request).getRequestURI().endsWith("/confirmation")) {
                    chain.doFilter(request, response);
                    return;
                }
                received.add(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                Reply reply = replies.remove();
                ((HttpServletResponse) response).setStatus(reply.status());
                response.setContentType("application/json");
                response.getWriter().print(reply.body());
            });
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return filter;
        }
    }

    @DynamicPropertySource
    static void elsewhere(DynamicPropertyRegistry properties) {
        properties.add("standwith.site.exit", () -> ELSEWHERE.at("/weather"));
    }

    @AfterAll
    static void close() {
        ELSEWHERE.close();
    }

    @BeforeEach
    void aCardIsToBeEntered() {
        confirming.replies.clear();
        confirming.received.clear();
        isToPay(Locale.ENGLISH, ELSEWHERE.at("/v1/"));
        given(checkouts.returned(any())).willReturn(checkout(Checkout.Status.SUCCEEDED));
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED", "PENDING", "UNKNOWN"})
    void whatIsDoneIsToldByThePageThatAsks(String status) {
        answer(200, "{\"status\":\"" + status + "\"}");

        try (Browser browser = card()) {
            browser.click("#pay button").arrives(page("/return/" + ID)).sees("Thank you");
            assertThat(confirming.received).containsExactly("{\"confirmationToken\":\"ctoken_1\"}");
        }
    }

    @Test
    void noNameNoAddressAndNoWalletIsAskedFor() {
        try (Browser browser = card()) {
            assertThat(browser.tells("JSON.stringify(window.asked)"))
                    .contains("\"allowedPaymentMethodTypes\":[\"card\"]", "\"mode\":\"subscription\"")
                    .contains("\"amount\":546,\"currency\":\"usd\",\"locale\":\"en\"")
                    .contains("\"name\":\"never\",\"email\":\"never\",\"phone\":\"never\",\"address\":\"if_required\"")
                    .contains("\"applePay\":\"never\",\"googlePay\":\"never\",\"link\":\"never\"");
        }
    }

    @Test
    void whatTheBankAsksIsAnsweredInPlace() {
        answer(200, "{\"status\":\"PENDING\",\"nextAction\":{\"clientSecret\":\"pi_1_secret_2\"}}");

        try (Browser browser = card()) {
            browser.click("#pay button").sees("Thank you");
            assertThat(ELSEWHERE.asked()).containsExactly("pi_1_secret_2");
        }
    }

    @Test
    void afterADeclineAnotherCardCanBeTried() {
        answer(200, "{\"status\":\"DECLINED\"}");
        answer(422, "{\"type\":\"urn:standwith:problem:card-unusable\"}");
        answer(200, "{\"status\":\"SUCCEEDED\"}");

        try (Browser browser = card()) {
            browser.click("#pay button").reads("Your bank declined it, and nothing was charged.");
            assertThat(browser.tells("document.activeElement.id"))
                    .as("where a screen reader reads on")
                    .isEqualTo("told");
            browser.click("#pay button").reads("Please enter it again.");
            browser.click("#pay button").sees("Thank you");
        }
    }

    @ParameterizedTest
    @CsvSource({"en,You can help without money", "ru,Помочь можно и без денег"})
    void t14ACardFromWhereGivingIsPunishedLeadsToOtherWays(String language, String heading) {
        isToPay(Locale.forLanguageTag(language), ELSEWHERE.at("/v1/"));
        answer(403, "{\"type\":\"urn:standwith:problem:blocked\"}");

        try (Browser browser = card()) {
            browser.click("#pay button")
                    .arrives(page("/other-ways?locale=" + language))
                    .sees(heading)
                    .reads("Денег мы по ним не берём")
                    .reads("We take no money on it");
        }
    }

    @Test
    void inAFloodTheBrowserWorksForItAndTheCardGoesOn() {
        answer(429, "{\"type\":\"urn:standwith:problem:proof-required\"}");
        answer(200, "{\"status\":\"SUCCEEDED\"}");

        try (Browser browser = card()) {
            browser.click("#pay button").sees("Thank you");
        }
    }

    @Test
    void tooManyAttemptsAreToldAndNothingIsLost() {
        answer(429, "{\"type\":\"urn:standwith:problem:proof-required\"}");
        answer(429, "{\"type\":\"urn:standwith:problem:proof-required\"}");

        try (Browser browser = card()) {
            browser.click("#pay button").reads("There are too many attempts at the moment.");
        }
    }

    @Test
    void whoIsAskedOnceMoreSaysSoAndGoesOn() {
        answer(
                422,
                "{\"detail\":\"Say it again.\",\"errors\":[{\"field\":\"recurringConfirmed\",\"detail\":\"Say it"
                        + " again.\"}]}");
        answer(200, "{\"status\":\"SUCCEEDED\"}");

        try (Browser browser = card()) {
            browser.click("#pay button")
                    .reads("Say it again.")
                    .click("#again input")
                    .click("#pay button")
                    .sees("Thank you");
        }
        assertThat(confirming.received).last().asString().contains("\"recurringConfirmed\":true");
    }

    @Test
    void withoutAnAnswerNobodyIsToldThatNothingWasCharged() {
        answer(503, "");

        try (Browser browser = card()) {
            browser.click("#pay button")
                    .reads("We do not know yet whether that worked.")
                    .click("#look a")
                    .sees("Thank you");
        }
    }

    @Test
    void whereTheProvidersScriptIsKeptOutThereIsAWayOn() {
        isToPay(Locale.ENGLISH, ELSEWHERE.at("/nothing-there"));

        try (Browser browser = Browser.open()) {
            browser.visit(URI.create(page("/checkout/" + ID)))
                    .reads("The payment provider’s fields could not be loaded.")
                    .reads("Back to the form");
        }
    }

    @Test
    void withoutScriptsThePageSaysWhatItNeeds() {
        try (Browser browser = Browser.open("--blink-settings=scriptEnabled=false")) {
            browser.visit(URI.create(page("/checkout/" + ID))).reads("this page needs JavaScript");
        }
    }

    @Test
    void t30TheServerSendsThePagesOwnPolicyAndNoOther() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(page("/checkout/" + ID)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("script-src 'self' " + ELSEWHERE.origin() + ";", "frame-src " + ELSEWHERE.origin() + ";")
                .doesNotContain("checkout.stripe.com");
        assertThat(answer.headers().allValues("Cache-Control"))
                .singleElement()
                .asString()
                .contains("no-store");
    }

    @Test
    void whoLeavesDoesNotComeBackByGoingBack() {
        try (Browser browser = Browser.open()) {
            browser.visit(URI.create(ELSEWHERE.at("/start")))
                    .sees("Somewhere")
                    .visit(URI.create(page("/other-ways")))
                    .click("#leave")
                    .arrives(ELSEWHERE.at("/weather"))
                    .back()
                    .arrives(ELSEWHERE.at("/start"));
        }
    }

    @Test
    void escapeThreeTimesLeavesToo() {
        try (Browser browser = Browser.open()) {
            browser.visit(URI.create(page("/other-ways")))
                    .sees("You can help without money")
                    .escape()
                    .escape()
                    .escape()
                    .arrives(ELSEWHERE.at("/weather"));
        }
    }

    @Test
    void withoutScriptsTheWayOutIsALink() {
        try (Browser browser = Browser.open("--blink-settings=scriptEnabled=false")) {
            browser.visit(URI.create(page("/other-ways"))).press("#leave").arrives(ELSEWHERE.at("/weather"));
        }
    }

    private Browser card() {
        Browser browser = Browser.open();
        browser.visit(URI.create(page("/checkout/" + ID))).reads("Fields of the provider");
        return browser;
    }

    private void answer(int status, String body) {
        confirming.replies.add(new Confirming.Reply(status, body));
    }

    private void isToPay(Locale locale, String script) {
        List<String> origin = List.of(ELSEWHERE.origin());
        var browser = new CardFields.Browser("pk_test_1", URI.create(script), origin, origin, origin);
        given(cards.card(ID)).willReturn(Optional.of(new CardStep(checkout(Checkout.Status.PENDING), browser, locale)));
    }

    private static Checkout checkout(Checkout.Status status) {
        return new Checkout(
                ID, status, Cadence.MONTHLY, Money.parse("USD 5.46"), new Provider("STRIPE"), null, null, null, null);
    }

    private String page(String path) {
        return "http://localhost:" + port + path;
    }
}
