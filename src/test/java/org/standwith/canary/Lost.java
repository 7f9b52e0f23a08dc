package org.standwith.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.standwith.journeys.Stage;

/** Addresses that lead nowhere, and headers that nobody expects, with somebody's data in them. */
final class Lost implements Flow {

    /** One header of a request to an address. */
    private record Asked(String method, String path, String header, String value) {}

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        Person person = visitor.person();
        List<Asked> all = new ArrayList<>();
        addresses(person, all);
        headers(person, all);
        for (int kind = 0; kind < all.size(); kind++) {
            if (person.tries(kind)) {
                Asked asked = all.get(kind);
                visitor.send(asked.method(), asked.path(), asked.header(), asked.value());
            }
        }
    }

    private static void addresses(Person person, List<Asked> all) {
        String message = person.message();
        String email = Visitor.written(person.email());
        String checkout = UUID.randomUUID().toString();
        for (String path : List.of(
                "/" + message,
                "/" + email,
                "/" + message + ".css",
                "/.well-known/" + message,
                "/api/" + message,
                "/api/v1/checkouts/" + message,
                "/api/v1/checkouts/" + checkout + "?of=" + email,
                "/return/" + message,
                "/return/" + checkout + "?of=" + email,
                "/return/" + checkout + "/" + message,
                "/webhooks/" + message,
                "/office/" + message,
                "/actuator/" + message,
                "/v3/api-docs/" + message,
                "/error/" + message,
                "/checkouts/" + message,
                "/?currency=" + email + "&campaign=" + email,
                "/?" + message + "=" + email,
                "/?note=" + email,
                "/remind?campaign=" + email,
                "/remind/" + message,
                "/remind/confirm?token=" + message,
                "/remind/change?token=" + message,
                "/remind/leave?token=" + message,
                "/remind/calendar?title=" + message,
                "/return/" + checkout + "?looked=" + message,
                "/api/v1/contribution-options?currency=" + email,
                "/api/v1/contribution-options?locale=" + message,
                "/api/v1/reports/income?from=" + message)) {
            all.add(new Asked("GET", path, "Accept", "text/html"));
            all.add(new Asked("GET", path, "Accept", "application/json"));
        }
        for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "POST", "PROPFIND")) {
            all.add(new Asked(method, "/" + message, "Accept", "*/*"));
            all.add(new Asked(method, "/api/v1/checkouts/" + message, "Accept", "*/*"));
            all.add(new Asked(method, "/return/" + checkout + "?of=" + email, "Accept", "*/*"));
        }
    }

    private static void headers(Person person, List<Asked> all) {
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
            all.add(new Asked("GET", "/", header, message));
            all.add(new Asked("GET", "/api/v1/checkouts/" + message, header, message));
        }
        all.add(new Asked("GET", "/office", "Cookie", "JSESSIONID=" + message));
        all.add(new Asked("GET", "/", "Accept", "text/" + message));
        all.add(new Asked("GET", "/api/v1/contribution-options", "Origin", "https://" + message + ".example"));
        all.add(new Asked("OPTIONS", "/api/v1/checkouts", "Access-Control-Request-Method", message));
    }
}
