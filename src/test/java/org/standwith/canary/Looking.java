package org.standwith.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.standwith.canary.Visitor.Answer;
import org.standwith.journeys.Stage;

/** Pages and calls that everybody may make, and the office's door, at which somebody tries who is none of the staff. */
final class Looking implements Flow {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final List<String> PUBLIC = List.of(
            "/",
            "/?currency=EUR&campaign=spring",
            "/remind",
            "/widget.js",
            "/robots.txt",
            "/api/v1/contribution-options",
            "/api/v1/contribution-options?currency=EUR&locale=en",
            "/actuator/health",
            "/office",
            "/api/v1/reports/income?from=2026-01&to=2026-02&by=month",
            "/api/v1/damaged-events");

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        for (String path : PUBLIC) {
            visitor.get(path);
        }
        visitor.get("/api/v1/contribution-options", "Origin", "http://localhost");
        office(visitor);
    }

    private static void office(Visitor visitor) throws Exception {
        Person person = visitor.person();
        String name = person.number() % 2 == 0 ? person.staffName() : person.staffName() + "@canary.example";
        visitor.get("/office/sign-in?refused=" + person.message());
        visitor.get("/api/v1/reports/income", "Authorization", "Bearer of something else");
        visitor.get("/api/v1/reports/income", "Authorization", basic(name + ":wrong"));
        // Passwords are slow to check, on purpose.
        if (!person.tries(0)) {
            return;
        }
        Answer page = visitor.get("/office/sign-in");
        var token = CSRF.matcher(page.body());
        if (token.find()) {
            String login =
                    "username=" + Visitor.written(name) + "&password=wrong&_csrf=" + Visitor.written(token.group(1));
            String cookie = page.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
            visitor.post("/office/sign-in", Visitor.FORM, login, "Cookie", cookie);
            visitor.get("/office/sign-in?refused", "Cookie", cookie);
        }
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
    }
}
