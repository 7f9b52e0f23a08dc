package org.standwith.canary;

import java.util.ArrayList;
import java.util.List;
import org.standwith.journeys.Stage;

/** What no client would send, and the server has to make sense of before the application sees anything. */
final class ByHand implements Flow {

    private static final int LONGER_THAN_HEADERS = 20_000;

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        List<String> requests = requests(visitor.person());
        for (int kind = 0; kind < requests.size(); kind++) {
            if (visitor.person().tries(kind)) {
                visitor.raw(requests.get(kind));
            }
        }
    }

    private static List<String> requests(Person person) {
        String message = person.noRequest();
        String long1 = message.repeat(LONGER_THAN_HEADERS / message.length());
        List<String> requests = new ArrayList<>(List.of(
                message + " says " + message + "\r\n\r\n",
                message + "\r\n\r\n",
                message + " / HTTP/1.1" + rest(""),
                "GET / " + message + rest(""),
                "GET / HTTP/9." + message + rest(""),
                "GET " + message + " HTTP/1.1" + rest(""),
                "GET http://" + message + ".example/ HTTP/1.1" + rest(""),
                "TRACE /" + message + " HTTP/1.1" + rest("X-Name: " + message + "\r\n"),
                "CONNECT " + message + ":443 HTTP/1.1" + rest("")));
        for (String target : List.of(
                "/<" + message + ">",
                "/" + message + "%zz",
                "/?of=" + message + "%zz",
                "/?" + message + "[]=\"" + message + "@canary.example\"",
                "/..;/" + message + "/../..",
                "//" + message + "\\..",
                "/%00" + message,
                "/\u00e9" + message,
                "/" + long1)) {
            requests.add("GET " + target + " HTTP/1.1" + rest(""));
        }
        for (String header : List.of(
                message,
                message + ": x",
                ": " + message,
                "X-Bad\u0001: " + message,
                "X-Name: " + message + "\u0001",
                "X-Name " + message + ": x",
                " folded " + message,
                "X-Long: " + long1,
                "Host: " + message + "@!",
                "Content-Length: " + message,
                "Content-Length: -" + message.length() + "\r\nX-Name: " + message,
                "Transfer-Encoding: " + message,
                "Expect: " + message,
                "Upgrade: " + message + "\r\nConnection: Upgrade",
                "Cookie: \"" + message + "=\u0007;" + message,
                "Accept-Language: " + message + ";q=" + message,
                "X-Forwarded-For: " + message + ", " + person.address(),
                "X-Forwarded-Port: " + message)) {
            requests.add("GET /remind HTTP/1.1" + rest(header + "\r\n"));
        }
        for (String path : List.of("/webhooks/stripe", "/api/v1/checkouts", "/checkouts", "/office/sign-in")) {
            String start = "POST " + path + " HTTP/1.1";
            String form = path.startsWith("/c") || path.startsWith("/o") ? Visitor.FORM : Visitor.JSON;
            String type = "Content-Type: " + form + "\r\n";
            requests.add(start + rest(type + "Content-Length: 4000\r\n") + "broken off, " + person.email());
            requests.add(start + rest(type + "Transfer-Encoding: chunked\r\n") + message + "\r\n{}\r\n0\r\n\r\n");
            requests.add(start + rest(type + "Transfer-Encoding: chunked\r\n") + "5\r\n" + message + "\r\n");
            requests.add(start + rest(type + "Transfer-Encoding: chunked\r\n") + "0\r\n" + message + "\r\n\r\n");
            requests.add(start + rest(type + "Content-Encoding: " + message + "\r\nContent-Length: 2\r\n") + "{}");
        }
        return requests;
    }

    private static String rest(String headers) {
        return "\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
    }
}
