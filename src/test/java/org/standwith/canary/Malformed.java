package org.standwith.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.standwith.journeys.Stage;

/** Requests that make no sense, with what somebody has to hide in every part of them. */
final class Malformed implements Flow {

    private static final String CHECKOUTS = "/api/v1/checkouts";
    private static final int LONGER_THAN_A_CALL = 17_000;
    private static final int LONGER_THAN_A_FORM = 70_000;

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        Person person = visitor.person();
        for (String body : bodies(person)) {
            json(visitor, body);
        }
        visitor.post(CHECKOUTS, Visitor.JSON, wish("\"x\":1"), "Idempotency-Key", person.message());
        visitor.post(CHECKOUTS, Visitor.JSON, "{}", "Idempotency-Key", person.email());
        visitor.post(CHECKOUTS, Visitor.FORM, "email=" + Visitor.written(person.email()));
        visitor.post(CHECKOUTS, "application/xml", "<email>" + person.email() + "</email>");
        visitor.post(CHECKOUTS, "text/" + person.message(), person.message());
        visitor.post(CHECKOUTS, "application/json; charset=" + person.message(), "{}");
        json(visitor, "{\"campaign\":\"" + repeated(person.message(), LONGER_THAN_A_CALL) + "\"}");
        forms(visitor);
        addresses(visitor);
        headers(visitor);
    }

    private static List<String> bodies(Person person) {
        List<String> bodies = new ArrayList<>(List.of(
                "",
                person.message(),
                "{\"email\":\"" + person.email(),
                "{\"email\":\"" + person.email() + "\",}",
                "[\"" + person.email() + "\"]",
                "\"" + person.name() + "\"",
                "{\"" + person.message() + "\":\"x\"}",
                "{\"" + person.email() + "\":{\"" + person.name() + "\":1}}",
                "{\"amount\":{\"" + person.street() + "\":1}}",
                "[".repeat(900) + "\"" + person.message() + "\""));
        for (String field : List.of(
                "cadence", "amount", "provider", "country", "email", "locale", "coverFees", "campaign", "returnUrl")) {
            bodies.add(wish("\"" + field + "\":\"" + person.email() + "\""));
            bodies.add(wish("\"" + field + "\":{\"of\":\"" + person.message() + "\"}"));
            bodies.add(wish("\"" + field + "\":[\"" + person.name() + "\"]"));
        }
        bodies.add(wish("\"amount\":{\"currency\":\"" + person.name() + "\",\"amount\":\"" + person.street() + "\"}"));
        bodies.add(wish("\"amount\":{\"currency\":\"USD\",\"amount\":\"" + person.message() + "\"}"));
        bodies.add(wish("\"returnUrl\":\"https://" + person.message() + ".example/?of=" + person.message() + "\""));
        return bodies;
    }

    /** A body that is right but for this. */
    private static String wish(String field) {
        String name = field.replaceFirst("^\"(\\w+)\".*", "$1");
        Map<String, String> fields = new TreeMap<>(Map.of(
                "cadence", "\"ONCE\"",
                "provider", "\"STRIPE\"",
                "amount", "{\"currency\":\"USD\",\"amount\":\"1.00\"}"));
        fields.remove(name);
        var body = new StringBuilder("{").append(field);
        fields.forEach(
                (key, value) -> body.append(",\"").append(key).append("\":").append(value));
        return body.append('}').toString();
    }

    private static void json(Visitor visitor, String body) throws Exception {
        visitor.post(
                CHECKOUTS,
                Visitor.JSON,
                body,
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    private static void forms(Visitor visitor) throws Exception {
        Person person = visitor.person();
        for (String field : List.of(
                "key",
                "currency",
                "cadence",
                "once",
                "monthly",
                "annual",
                "other",
                "coverFees",
                "provider",
                "campaign")) {
            visitor.form(
                    "/checkouts",
                    Map.of(field, field.equals("other") ? person.message() : "<" + person.message() + ">"));
        }
        visitor.form("/checkouts", Map.of(person.message(), "x"));
        visitor.post("/checkouts", Visitor.FORM, "email=%zz" + person.email());
        visitor.post("/checkouts", Visitor.FORM, "a=" + repeated(person.message(), LONGER_THAN_A_FORM));
        visitor.post("/checkouts", "multipart/form-data; boundary=x", "--x\r\nbroken " + person.message());
        visitor.post("/checkouts", "multipart/form-data; boundary=" + person.message(), person.email());
        visitor.post("/checkouts", Visitor.JSON, "{\"email\":\"" + person.email() + "\"}");
    }

    private static void addresses(Visitor visitor) throws Exception {
        Person person = visitor.person();
        String message = person.message();
        String email = Visitor.written(person.email());
        for (String path : List.of(
                "/" + message,
                "/" + email,
                "/" + message + ".css",
                "/.well-known/" + message,
                "/api/" + message,
                "/api/v1/checkouts/" + message,
                "/api/v1/checkouts/" + UUID.randomUUID() + "?of=" + email,
                "/return/" + message,
                "/return/" + UUID.randomUUID() + "?of=" + email,
                "/return/" + UUID.randomUUID() + "/" + message,
                "/webhooks/" + message,
                "/office/" + message,
                "/actuator/" + message,
                "/v3/api-docs/" + message,
                "/error/" + message,
                "/checkouts/" + message,
                "/?currency=" + email + "&campaign=" + email,
                "/?" + message + "=" + email,
                "/?lang=" + message,
                "/return/" + UUID.randomUUID() + "?looked=" + message,
                "/api/v1/contribution-options?currency=" + email,
                "/api/v1/contribution-options?locale=" + message,
                "/api/v1/reports/income?from=" + message)) {
            visitor.get(path);
            visitor.get(path, "Accept", "application/json");
        }
        for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "POST")) {
            visitor.send(method, "/" + message);
            visitor.send(method, CHECKOUTS + "/" + message);
            visitor.send(method, "/return/" + UUID.randomUUID() + "?of=" + email);
        }
    }

    private static void headers(Visitor visitor) throws Exception {
        Person person = visitor.person();
        String message = person.message();
        for (String header : List.of(
                "Accept",
                "Accept-Language",
                "Accept-Encoding",
                "Authorization",
                "Range",
                "Origin",
                "If-None-Match",
                "If-Modified-Since",
                "Forwarded",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Request-Id",
                "traceparent",
                "Cookie",
                "X-HTTP-Method-Override")) {
            visitor.get("/", header, message);
            visitor.get(CHECKOUTS + "/" + message, header, message);
        }
        visitor.get("/office", "Cookie", "JSESSIONID=" + message);
        visitor.get("/", "Accept", "text/" + message);
        visitor.get("/api/v1/contribution-options", "Origin", "https://" + message + ".example");
        visitor.send("OPTIONS", CHECKOUTS, "Origin", "https://" + message, "Access-Control-Request-Method", message);
    }

    private static String repeated(String text, int length) {
        return text.repeat(length / text.length() + 1);
    }
}
