package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.standwith.ServedTest;

/** What only a real server does: its own error answers, and cookies. */
@ServedTest
class ServerTest {

    @LocalServerPort
    private int port;

    private final HttpClient browser = HttpClient.newHttpClient();

    @Test
    void aPersonWhoGotLostFindsAWayOut() throws Exception {
        var answer = send(at("/nowhere"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.body()).contains("There is no such page", "To the first page");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aProgramThatGotLostGetsAProblem() throws Exception {
        for (String path : new String[] {"/api/nowhere", "/api/v1/checkouts/a/b/c", "/webhooks/stripe/more"}) {
            var answer = send(at(path).header("Accept", "text/html"));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("urn:standwith:problem:not-found");
        }
    }

    @Test
    void whatTheServerItselfRefusesIsNotDescribed() throws Exception {
        var answer = send(at("/office/..;/..;/etc//passwd"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Tomcat", "Exception", "passwd");
    }

    @Test
    void theSessionChangesAtSignInAndItsCookieIsKeptSafe() throws Exception {
        var page = send(at("/office/sign-in"));
        String before = cookie(page);
        var matcher = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(matcher.find()).isTrue();

        var answer = send(at("/office/sign-in")
                .header("Cookie", before.substring(0, before.indexOf(';')))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "username=finance%40example.org&password=finance&_csrf=" + matcher.group(1))));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/office");
        assertThat(cookie(answer)).isNotEqualTo(before).contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void healthIsForEverybodyAndMetricsAreNotHere() throws Exception {
        assertThat(send(at("/actuator/health")).statusCode()).isEqualTo(200);
        assertThat(send(at("/actuator/prometheus")).statusCode()).isEqualTo(404);
    }

    @Test
    void theDemoTokenReadsFigures() throws Exception {
        assertThat(send(at("/api/v1/damaged-events").header("Authorization", "Bearer finance"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void signInGoesOnAtTheSameSiteWhateverHostTheCallerNames() throws Exception {
        for (String path : new String[] {"/office", "/office/audit"}) {
            String answer =
                    raw(path, "Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example");

            assertThat(answer)
                    .startsWith("HTTP/1.1 302")
                    .contains("\r\nLocation: /office/sign-in\r\n")
                    .contains("Strict-Transport-Security")
                    .doesNotContain("evil.example");
        }
    }

    @Test
    void afterSignInThePageThatWasAskedForComesWithoutItsHost() throws Exception {
        String asked = raw("/office/damaged-events?a=b", "Host: evil.example");
        String session = session(asked);
        String page = raw("/office/sign-in", "Host: localhost\r\nCookie: " + session);
        var matcher = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page);
        assertThat(matcher.find()).isTrue();

        var answer = send(at("/office/sign-in")
                .header("Cookie", session)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "username=finance%40example.org&password=finance&_csrf=" + matcher.group(1))));

        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/office/damaged-events?a=b");
    }

    private static String session(String answer) {
        var cookie = Pattern.compile("Set-Cookie: ([^;\r]+)").matcher(answer);
        assertThat(cookie.find()).isTrue();
        return cookie.group(1);
    }

    /** By hand: the client sets the host itself. */
    private String raw(String path, String headers) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }
}
