package org.standwith.guard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.AtOnce;
import org.standwith.TestClock;
import org.standwith.contributions.StripePlay;
import org.standwith.guard.Behind;
import org.standwith.guard.Challenge;
import org.standwith.guard.Guard;
import org.standwith.guard.GuardTest;
import org.standwith.guard.Solver;
import org.standwith.guard.State;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Provider;
import org.standwith.risk.RiskPolicy;
import tools.jackson.databind.json.JsonMapper;

/** Many requests from one address that many people share, as from an exit of Tor; and an honest one among them. */
@GuardTest
@ExtendWith(OutputCaptureExtension.class)
class CardTestersTest {

    private static final String SHARED = "203.0.113.77";
    private static final String ELSEWHERE = "198.51.100.4";

    private static final String WISH = """
        {"cadence":"ONCE","amount":{"currency":"USD","amount":"5.00"},"provider":"STRIPE"}\
        """;

    private static final Map<String, String> FORM = Map.of(
            "currency", "USD",
            "cadence", "ONCE",
            "other", "5",
            "email", "jane+\"<roe>@example.org",
            "provider", "STRIPE");

    @Autowired
    MockMvcTester web;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Guard guard;

    @Autowired
    Behind behind;

    @Autowired
    Door door;

    @Autowired
    RiskPolicy policy;

    private static final Provider STRIPE = new Provider("STRIPE");

    private StripePlay stripe;

    @BeforeEach
    void nobodyHasComeToday() {
        clock.pass(Duration.ofDays(1));
        behind.clear();
        stripe = new StripePlay();
        stripe.opens();
    }

    @Test
    void t28ABurstReachesTheProviderAFewTimesAndWhoProvesTheirWorkComesIn(CapturedOutput output) throws Exception {
        List<MvcTestResult> answers = AtOnce.times(16, () -> open(SHARED, null));

        assertThat(answers.stream().map(each -> each.getResponse().getStatus()))
                .containsOnly(201, 429)
                .filteredOn(status -> status == 201)
                .hasSize(GuardTest.ADDRESS);
        assertThat(stripe.openings()).hasSize(GuardTest.ADDRESS);

        assertThat(open(SHARED, proof())).hasStatus(201);
        assertThat(stripe.openings()).hasSize(GuardTest.ADDRESS + 1);
        assertThat(open(ELSEWHERE, null)).as("somebody elsewhere").hasStatus(201);
        assertNowhere(output, SHARED);
    }

    @Test
    void t28ALaterBurstFromEverywhereReachesTheProviderAFewTimes() {
        for (int i = 0; i < 30; i++) {
            open("198.51.100." + i, null);
        }

        assertThat(stripe.openings()).hasSize(GuardTest.EVERYBODY);
        assertThat(open(SHARED, null)).hasStatus(429);
        assertThat(open(SHARED, proof())).hasStatus(201);
    }

    @Test
    void t28AskingInVainCostsTheOthersNothing() {
        for (int i = 0; i < 50; i++) {
            open(SHARED, null);
        }

        assertThat(open(ELSEWHERE, null)).hasStatus(201);
    }

    @Test
    void t28TimeHealsWithoutAProof() {
        exhaust();
        clock.pass(Duration.ofMinutes(10));

        assertThat(open(SHARED, null)).hasStatus(201);
    }

    @Test
    void t29AProofLetsInOnceAlsoForAnotherEntrance() {
        exhaust();
        String proof = proof();
        assertThat(open(SHARED, proof)).hasStatus(201);

        assertThat(open(SHARED, proof)).hasStatus(429).bodyText().contains("used before");
        assertThat(form(SHARED, Map.of("altcha", proof)))
                .hasStatus(429)
                .bodyText()
                .contains("used before");
        assertThat(stripe.openings()).hasSize(GuardTest.ADDRESS + 1);
    }

    @Test
    void aProofThatIsNotNeededIsNotUsedUp() {
        String proof = proof();
        assertThat(open(SHARED, proof)).hasStatus(201);
        exhaust();

        assertThat(open(SHARED, proof)).hasStatus(201);
    }

    @Test
    void programsAreToldHowAndPeopleBehindTheWidgetWhere() {
        exhaust();

        assertThat(web.perform(call(SHARED).header("Origin", "https://news.example.org")))
                .hasStatus(429)
                .hasContentType("application/problem+json")
                .hasHeader("Access-Control-Allow-Origin", "https://news.example.org")
                .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
                .bodyJson()
                .isStrictlyEqualTo("""
                    {"type":"urn:standwith:problem:proof-required","title":"Too Many Requests","status":429,
                     "detail":"We get more requests than usual. Please go on at http://localhost:8080, on our own page.",
                     "field":"Altcha-Proof",
                     "errors":[{"field":"Altcha-Proof","detail":"Solve what GET /api/v1/challenges gives, and send what\
                     ALTCHA calls the payload in this header."}]}\
                    """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/checkouts", "/api/v1/challenges"})
    void newsroomsOwnPagesMaySendAProof(String path) {
        assertThat(web.options()
                        .uri(path)
                        .header("Origin", "https://news.example.org")
                        .header("Access-Control-Request-Method", path.endsWith("checkouts") ? "POST" : "GET")
                        .header("Access-Control-Request-Headers", "altcha-proof"))
                .hasStatusOk()
                .hasHeader("Access-Control-Allow-Headers", "altcha-proof");
    }

    @Test
    void challengesAreNotKeptByAnybodyAndAreOthersEachTime() {
        MvcTestResult answer = web.get().uri("/api/v1/challenges").exchange();

        assertThat(answer).hasStatusOk().hasHeader("Cache-Control", "no-store").doesNotContainHeader("Set-Cookie");
        assertThat(JsonMapper.shared().readTree(text(answer)).propertyNames())
                .containsExactlyInAnyOrder("algorithm", "challenge", "maxnumber", "salt", "signature");
        assertThat(text(web.get().uri("/api/v1/challenges").exchange())).isNotEqualTo(text(answer));
    }

    @Test
    void aFormIsHeldOnAPageThatCanSendItAgain() throws Exception {
        exhaust();
        MvcTestResult held = form(SHARED, FORM);

        assertThat(held)
                .hasStatus(429)
                .hasViewName("guard/proof")
                .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
                .bodyText()
                .contains("action=\"/checkouts\"", "One moment", "name=\"permit\"", "/guard")
                .doesNotContain("http-equiv=\"refresh\"", "<roe>");
        assertThat(hidden(held))
                .containsAllEntriesOf(Map.of(
                        "currency", "USD",
                        "email", "jane+&quot;&lt;roe&gt;@example.org"));
        assertThat(hidden(held)).doesNotContainKey("altcha");

        assertThat(form(
                        SHARED,
                        Map.of(
                                "currency",
                                "USD",
                                "cadence",
                                "ONCE",
                                "other",
                                "5",
                                "provider",
                                "STRIPE",
                                "altcha",
                                proof())))
                .hasStatus(303)
                .hasHeader("Location", stripe.url());
    }

    @Test
    void withoutScriptWhoWaitsComesInOnce() throws Exception {
        exhaust();
        Map<String, String> sent = new HashMap<>(FORM);
        sent.remove("email");
        String permit = hidden(form(SHARED, sent)).get("permit");
        sent.put("permit", permit);

        clock.pass(Duration.ofSeconds(20));
        MvcTestResult early = form(SHARED, sent);
        assertThat(early).hasStatus(429).bodyText().contains("Seconds still to wait: 40");
        assertThat(hidden(early)).containsEntry("permit", permit);

        clock.pass(Duration.ofSeconds(40));
        assertThat(form(SHARED, sent)).hasStatus(303).hasHeader("Location", stripe.url());
        MvcTestResult again = form(SHARED, sent);
        assertThat(again).hasStatus(429).bodyText().contains("used before");
        assertThat(hidden(again).get("permit")).isNotEqualTo(permit);
    }

    @Test
    void cardsThatAreTriedHaveLimitsOfTheirOwn() {
        exhaust();
        for (int i = 0; i < GuardTest.ADDRESS; i++) {
            assertThat(confirm(UUID.randomUUID(), null)).hasStatusOk();
        }

        assertThat(confirm(UUID.randomUUID(), null)).hasStatus(429);
        assertThat(confirm(UUID.randomUUID(), proof())).hasStatusOk();
        assertThat(behind.guests()).hasSize(GuardTest.ADDRESS + 1);
    }

    @Test
    void t23GuessingCodesIsSlowedDownAndLocksNobodyOut() {
        for (int i = 0; i < 100; i++) {
            answer(SHARED, "guess-" + i, null);
        }
        assertThat(behind.guests()).hasSize(GuardTest.ADDRESS);

        assertThat(answer(SHARED, "the right one", null))
                .hasStatus(429)
                .bodyText()
                .contains("the right one");
        assertThat(answer(SHARED, "the right one", proof())).hasStatusOk();
        assertThat(answer(ELSEWHERE, "the right one", null))
                .as("from elsewhere")
                .hasStatusOk();
        assertThat(behind.guests()).endsWith("the right one", "the right one");
    }

    @Test
    void t23GuessingCodesFromEverywhereIsSlowedDownToo() {
        for (int i = 0; i < 100; i++) {
            answer("198.51.100." + i, "guess", null);
        }

        assertThat(behind.guests()).hasSize(GuardTest.EVERYBODY);
        assertThat(answer(SHARED, "the right one", proof())).hasStatusOk();
    }

    @Test
    void underAttackEverybodyIsAskedForAWhile() {
        for (int i = 0; i < GuardTest.DECLINED; i++) {
            door.admit(List.of(
                    new Fact.PaymentFailed(STRIPE, "ch_" + UUID.randomUUID(), "card_declined", clock.instant())));
        }

        assertThat(guard.state()).isInstanceOf(State.UnderAttack.class);
        assertThat(open(ELSEWHERE, null)).hasStatus(429);
        assertThat(open(ELSEWHERE, proof())).hasStatus(201);
        assertThat(web.get().uri("/")).as("the form itself").hasStatusOk();

        clock.pass(Duration.ofMinutes(31));
        assertThat(open(ELSEWHERE, null)).hasStatus(201);
        assertThat(guard.state()).isInstanceOf(State.Calm.class);
    }

    @Test
    void asManyPaymentsThatGoThroughAreNoAttack() {
        for (int i = 0; i < 2 * GuardTest.DECLINED; i++) {
            door.admit(List.of(new Fact.PaymentSucceeded(
                    STRIPE, "ch_" + UUID.randomUUID(), Money.of(CurrencyUnit.USD, 5), clock.instant())));
        }

        assertThat(open(ELSEWHERE, null)).hasStatus(201);
    }

    private void exhaust() {
        for (int i = 0; i <= GuardTest.ADDRESS; i++) {
            open(SHARED, null);
        }
        assertThat(open(SHARED, null)).hasStatus(429);
    }

    private MvcTestResult open(String address, @Nullable String proof) {
        MockMvcRequestBuilder call = call(address);
        return (proof == null ? call : call.header("Altcha-Proof", proof)).exchange();
    }

    private MockMvcRequestBuilder call(String address) {
        return web.post()
                .uri("/api/v1/checkouts")
                .remoteAddress(address)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .content(WISH);
    }

    private MvcTestResult form(String address, Map<String, String> fields) {
        MockMvcRequestBuilder call = web.post()
                .uri("/checkouts")
                .remoteAddress(address)
                .param("acknowledged", "true")
                .param("notice", policy.notice(Locale.ENGLISH).version());
        fields.forEach(call::param);
        return call.exchange();
    }

    private MvcTestResult confirm(UUID checkout, @Nullable String proof) {
        MockMvcRequestBuilder call = web.post()
                .uri("/api/v1/checkouts/{id}/confirmation", checkout)
                .remoteAddress(SHARED)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}");
        return (proof == null ? call : call.header("Altcha-Proof", proof)).exchange();
    }

    private MvcTestResult answer(String address, String code, @Nullable String proof) {
        MockMvcRequestBuilder call =
                web.post().uri("/answer").remoteAddress(address).param("code", code);
        return (proof == null ? call : call.param("altcha", proof)).exchange();
    }

    private String proof() {
        String challenge = text(web.get().uri("/api/v1/challenges").exchange());
        return Solver.solve(JsonMapper.shared().readValue(challenge, Challenge.class));
    }

    private static Map<String, String> hidden(MvcTestResult page) {
        return Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(text(page))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    /** In no row of either schema, as text or packed, nor in the log. */
    private void assertNowhere(CapturedOutput output, String address) {
        String packed = HexFormat.of().formatHex(new byte[] {(byte) 203, 0, 113, 77});
        String main = jdbc.sql("select database()").query(String.class).single();
        List<String> values = new ArrayList<>();
        for (String schema : List.of(main, main + "_keys")) {
            jdbc.sql("select table_name from information_schema.tables where table_schema = ?")
                    .param(schema)
                    .query(String.class)
                    .list()
                    .forEach(table -> jdbc.sql("select * from " + schema + "." + table)
                            .query()
                            .listOfRows()
                            .forEach(row -> row.values().forEach(value -> values.add(written(value)))));
        }
        assertThat(values).hasSizeGreaterThan(20).noneMatch(value -> value.contains(address) || value.contains(packed));
        assertThat(output.toString()).doesNotContain(address);
    }

    private static String written(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? HexFormat.of().formatHex(bytes) + new String(bytes, StandardCharsets.ISO_8859_1)
                : String.valueOf(value);
    }
}
