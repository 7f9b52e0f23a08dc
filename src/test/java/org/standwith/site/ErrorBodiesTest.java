package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.standwith.Bug;
import org.standwith.ServedTest;
import org.standwith.StripeStub;
import org.standwith.Wire;

/** Whatever goes wrong, and whoever says so, the answer has nothing of what the caller sent. */
@ServedTest
class ErrorBodiesTest {

    private static final String MARKER = "zq8canary";
    private static final String CHECKOUTS = "/api/v1/checkouts?q=" + MARKER;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String KEY = "Idempotency-Key: ";
    private static final String[] EVERYWHERE = {"X-A: " + MARKER, "Cookie: a=" + MARKER, "User-Agent: " + MARKER};

    private record Mistake(String what, int status, Call call) {
        @Override
        public String toString() {
            return status + " " + what;
        }
    }

    private interface Call {
        String by(Wire wire) throws IOException;
    }

    @LocalServerPort
    private int port;

    static Stream<Mistake> mistakes() {
        String long64 = MARKER.repeat(8_000);
        return Stream.of(
                new Mistake("no JSON", 400, wire -> checkout(wire, MARKER)),
                new Mistake("no such field", 400, wire -> checkout(wire, "{\"" + MARKER + "\":1}")),
                new Mistake("wrong type", 400, wire -> checkout(wire, "{\"amount\":\"" + MARKER + "\"}")),
                new Mistake("no such constant", 422, wire -> checkout(wire, "{\"cadence\":\"" + MARKER + "\"}")),
                new Mistake("no key", 400, wire -> wire.post(CHECKOUTS, "application/json", "{}", EVERYWHERE)),
                new Mistake("broken key", 400, wire -> wire.post(CHECKOUTS, "application/json", "{}", KEY + MARKER)),
                new Mistake("broken parameter", 400, wire -> wire.get("/?a=" + MARKER + "%zz", EVERYWHERE)),
                new Mistake("broken form", 400, wire -> wire.post("/checkouts", FORM, MARKER + "=%zz", EVERYWHERE)),
                new Mistake("broken parts", 400, wire -> wire.post("/checkouts", "multipart/form-data", MARKER)),
                new Mistake("broken address", 400, wire -> wire.get("/" + MARKER + "<>", EVERYWHERE)),
                new Mistake("way out", 400, wire -> wire.get("/office/..;/" + MARKER + "//passwd", EVERYWHERE)),
                new Mistake("broken header", 400, wire -> wire.get("/", MARKER + " " + MARKER + ": a")),
                new Mistake("long header", 400, wire -> wire.get("/", "X-A: " + long64)),
                new Mistake(
                        "forged webhook",
                        400,
                        wire -> wire.post(
                                "/webhooks/stripe", "application/json", MARKER, "Stripe-Signature: " + MARKER)),
                new Mistake(
                        "wrong token",
                        401,
                        wire -> wire.get("/api/v1/reports/income?from=" + MARKER, "Authorization: Bearer " + MARKER)),
                new Mistake(
                        "no token of a form",
                        403,
                        wire -> wire.post("/office/accounts", FORM, "username=" + MARKER, EVERYWHERE)),
                new Mistake("no page", 404, wire -> wire.get("/" + MARKER, EVERYWHERE)),
                new Mistake("no file", 404, wire -> wire.get("/" + MARKER + ".css", EVERYWHERE)),
                new Mistake("no call", 404, wire -> wire.get("/api/" + MARKER, EVERYWHERE)),
                new Mistake("no checkout", 404, wire -> wire.get("/api/v1/checkouts/" + MARKER, EVERYWHERE)),
                new Mistake("no way back", 404, wire -> wire.get("/return/" + MARKER, EVERYWHERE)),
                new Mistake("no provider", 404, wire -> wire.post("/webhooks/" + MARKER, "text/plain", MARKER)),
                new Mistake("other method", 405, wire -> wire.send("DELETE", CHECKOUTS, "", EVERYWHERE)),
                new Mistake(
                        "no form that is accepted",
                        406,
                        wire -> wire.get("/api/v1/contribution-options", "Accept: image/" + MARKER)),
                new Mistake("same key, other body", 409, ErrorBodiesTest::conflict),
                new Mistake("too long", 413, wire -> checkout(wire, long64)),
                new Mistake("other type", 415, wire -> wire.post(CHECKOUTS, "text/" + MARKER, MARKER, key())),
                new Mistake("other format", 415, wire -> wire.post(CHECKOUTS, "application/cbor", MARKER, key())),
                new Mistake("too little", 422, wire -> checkout(wire, order("0.01", ""))),
                new Mistake(
                        "foreign address",
                        422,
                        wire -> checkout(wire, order("5.00", ",\"returnUrl\":\"https://" + MARKER + ".example/\""))),
                new Mistake("bug on a page", 500, wire -> wire.get("/?a=" + MARKER, Bug.THROW + ": " + MARKER)),
                new Mistake(
                        "bug in a call",
                        500,
                        wire -> wire.get("/api/v1/contribution-options?currency=" + MARKER, Bug.THROW + ": " + MARKER)),
                new Mistake("no such coding", 501, wire -> wire.get("/", "Transfer-Encoding: " + MARKER)),
                new Mistake("provider that refuses", 503, wire -> checkout(wire, order("5.00", ""))),
                new Mistake(
                        "other version",
                        505,
                        wire -> wire.exchange("GET /" + MARKER + " HTTP/9.9\r\nHost: " + MARKER + "\r\n\r\n")));
    }

    /** What knows nothing refuses everything. */
    @BeforeEach
    void theProviderRefuses() {
        StripeStub.server().resetAll();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void t4AnErrorSaysNothingBack(Mistake mistake) throws Exception {
        String answer = mistake.call().by(new Wire(port));

        assertThat(answer).startsWith("HTTP/1.1 " + mistake.status() + " ");
        assertNothingSaidBack(answer);
    }

    @Test
    void t4AnEchoIsFound() throws Exception {
        String answer = new Wire(port).get("/", Bug.ECHO + ": " + MARKER);

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThatThrownBy(() -> assertNothingSaidBack(answer)).isInstanceOf(AssertionError.class);
    }

    private static void assertNothingSaidBack(String answer) {
        assertThat(answer).doesNotContainIgnoringCase(MARKER);
    }

    private static String conflict(Wire wire) throws IOException {
        String key = key();
        wire.post(CHECKOUTS, "application/json", order("5.00", ""), key);
        return wire.post(CHECKOUTS, "application/json", order("6.00", ""), key);
    }

    private static String checkout(Wire wire, String body) throws IOException {
        return wire.post(CHECKOUTS, "application/json", body, key(), "X-A: " + MARKER, "Cookie: a=" + MARKER);
    }

    private static String order(String amount, String more) {
        return "{\"cadence\":\"ONCE\",\"amount\":{\"currency\":\"USD\",\"amount\":\"" + amount
                + "\"},\"provider\":\"STRIPE\",\"campaign\":\"" + MARKER + "\"" + more + "}";
    }

    private static String key() {
        return KEY + UUID.randomUUID();
    }
}
