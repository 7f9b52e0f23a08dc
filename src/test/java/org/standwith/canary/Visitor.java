package org.standwith.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A person at a browser, whose every request tells who it is in all the headers that browsers and proxies add. */
final class Visitor {

    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    private static final int PATIENCE_MILLIS = 20_000;

    private final Person person;
    private final URI site;
    private final URI cards;
    private final HttpClient http;
    private final Heard heard;

    /** What came back. */
    record Answer(int status, HttpHeaders headers, String body) {
        Optional<String> location() {
            return headers.firstValue("Location");
        }
    }

    /** Whoever writes down what clients are told. */
    interface Heard {
        void answer(int status, String type, String whole);
    }

    /** @param cards the site of another process, at which cards are entered on our own page */
    Visitor(Person person, URI site, URI cards, HttpClient http, Heard heard) {
        this.person = person;
        this.site = site;
        this.cards = cards;
        this.http = http;
        this.heard = heard;
    }

    Person person() {
        return person;
    }

    /** The same page where cards are entered on it. */
    String withCards(String path) {
        return cards + path;
    }

    Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send(to(path).GET(), headers);
    }

    Answer form(String path, Map<String, String> fields, String... headers) throws IOException, InterruptedException {
        return post(path, FORM, written(fields), headers);
    }

    Answer post(String path, String type, String body, String... headers) throws IOException, InterruptedException {
        return send(to(path).setHeader("Content-Type", type).POST(BodyPublishers.ofString(body)), headers);
    }

    Answer send(String method, String path, String... headers) throws IOException, InterruptedException {
        return send(to(path).method(method, BodyPublishers.noBody()), headers);
    }

    /** @param headers names and values by turns; they replace those that the person would send */
    private Answer send(HttpRequest.Builder request, String... headers) throws IOException, InterruptedException {
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        heard.answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.statusCode() + " " + response.headers().map() + "\n" + response.body());
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(path.startsWith("http") ? URI.create(path) : URI.create(site + path))
                .setHeader("User-Agent", person.userAgent())
                .setHeader("X-Forwarded-For", person.number() % 4 == 0 ? person.olderAddress() : person.address())
                .setHeader("Cookie", "who=" + person.message())
                .setHeader("Referer", "https://mail.example/inbox?of=" + written(person.email()))
                .setHeader("Accept-Language", "en");
    }

    /** Presses a button on a provider's page, which is none of ours. @return where that leads */
    String press(URI page, String button) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page)
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString("button=" + button))
                .build();
        HttpResponse<String> pressed = http.send(request, BodyHandlers.ofString());
        return page.resolve(pressed.headers().firstValue("Location").orElseThrow())
                .toString();
    }

    /** By hand: a client would not send what is broken. The caller ends the headers, with a Connection that closes. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(site.getHost(), site.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            if (!answer.isEmpty()) {
                heard.answer(Integer.parseInt(answer.substring(9, 12)), "", answer);
            }
            return answer;
        } catch (IOException hungUp) {
            // The server need not hear out what makes no sense.
            return "";
        }
    }

    static String written(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> written(field.getKey()) + "=" + written(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String written(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
