package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.standwith.ServedTest;

/** What the server cannot read is the caller's mistake, and no reason to wake anybody. */
@ServedTest
@ExtendWith(OutputCaptureExtension.class)
class BrokenRequestsTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"/?currency=%zz", "/?%zz=1", "/office/sign-in?a=%zz", "/return/a?a=%zz"})
    void aParameterThatCannotBeDecodedIsABadRequest(String path, CapturedOutput log) throws Exception {
        assertThat(get(path)).startsWith("HTTP/1.1 400").contains("text/html").doesNotContain("Tomcat", "Exception");
        assertThat(log).doesNotContain(" ERROR ");
    }

    @Test
    void aProgramIsToldInJson(CapturedOutput log) throws Exception {
        assertThat(get("/api/v1/contribution-options?locale=%zz"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "urn:standwith:problem:bad-request");
        assertThat(log).doesNotContain(" ERROR ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/checkouts", "/office/sign-in"})
    void aFormThatCannotBeReadIsABadRequestAndALongOneTooLarge(String path, CapturedOutput log) throws Exception {
        assertThat(post(path, FORM, "a=%zz")).startsWith("HTTP/1.1 400");
        assertThat(post(path, FORM, "a=" + "b".repeat(70_000))).startsWith("HTTP/1.1 413");
        assertThat(post(path, "multipart/form-data; boundary=x", "--x\r\nbroken"))
                .startsWith("HTTP/1.1 400");
        assertThat(post(path, "multipart/form-data", "--x\r\nbroken")).startsWith("HTTP/1.1 400");
        assertThat(log).doesNotContain(" ERROR ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhooks/stripe", "/api/v1/checkouts"})
    void aBrokenChunkIsABadRequest(String path, CapturedOutput log) throws Exception {
        assertThat(chunks(path, "zz\r\n{}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
        assertThat(log).doesNotContain(" ERROR ");
    }

    @Test
    void aLongBodyIsRefusedWhetherItsLengthIsSaidOrNot() throws Exception {
        String fits = "{\"campaign\":\"" + "a".repeat(16_000) + "\"}";
        String tooLong = "{\"campaign\":\"" + "a".repeat(17_000) + "\"}";

        assertThat(post("/api/v1/checkouts", "application/json", fits)).doesNotStartWith("HTTP/1.1 413");
        assertThat(post("/api/v1/checkouts", "application/json", tooLong))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json", "urn:standwith:problem:content-too-large");
        assertThat(chunks("/api/v1/checkouts", chunk(fits))).doesNotStartWith("HTTP/1.1 413");
        assertThat(chunks("/api/v1/checkouts", chunk(tooLong)))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json", "urn:standwith:problem:content-too-large");
        assertThat(post("/webhooks/stripe", "application/json", tooLong)).startsWith("HTTP/1.1 400");
    }

    private static String chunk(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    private String get(String path) throws IOException {
        return exchange("GET " + path, "", "");
    }

    private String post(String path, String type, String body) throws IOException {
        return exchange(
                "POST " + path, "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n", body);
    }

    private String chunks(String path, String chunks) throws IOException {
        return exchange(
                "POST " + path,
                "Content-Type: application/json\r\nIdempotency-Key: 0123456789abcdef\r\nTransfer-Encoding: chunked\r\n",
                chunks);
    }

    /** By hand: a client would not send what is broken. */
    private String exchange(String start, String headers, String body) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((start + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
