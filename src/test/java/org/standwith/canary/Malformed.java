package org.standwith.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.standwith.journeys.Stage;

/** Bodies that make no sense, with what somebody has to hide in every part of them. */
final class Malformed implements Flow {

    private static final String CHECKOUTS = "/api/v1/checkouts";
    private static final int LONGER_THAN_A_CALL = 17_000;
    private static final int LONGER_THAN_A_FORM = 70_000;

    /** A body of some type. */
    private record Sent(String path, String type, String body, String key) {}

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        Person person = visitor.person();
        List<Sent> all = new ArrayList<>();
        json(person).forEach(body -> all.add(json(body)));
        calls(person, all);
        confirmations(person, all);
        reminders(person, all);
        forms(person, all);
        for (int kind = 0; kind < all.size(); kind++) {
            if (person.tries(kind)) {
                Sent sent = all.get(kind);
                visitor.post(sent.path(), sent.type(), sent.body(), "Idempotency-Key", sent.key());
            }
        }
    }

    private static List<String> json(Person person) {
        List<String> bodies = new ArrayList<>(List.of(
                "",
                person.message(),
                "{\"email\":\"" + person.email(),
                "{\"email\":\"" + person.email() + "\",}",
                "[\"" + person.email() + "\"]",
                "\"" + person.name() + "\"",
                "{\"name\":\"" + person.name() + "\"}",
                "{\"" + person.fieldName() + "\":\"" + person.message() + "\"}",
                "{\"amount\":{\"" + person.fieldName() + "\":\"" + person.street() + "\"}}",
                "[".repeat(900) + "\"" + person.message() + "\"",
                wish("\"amount\":{\"currency\":\"" + person.name() + "\",\"amount\":\"" + person.street() + "\"}"),
                wish("\"amount\":{\"currency\":\"USD\",\"amount\":\"" + person.message() + "\"}"),
                wish("\"returnUrl\":\"https://" + person.message() + ".example/?of=" + person.message() + "\""),
                "{\"campaign\":\"" + repeated(person.message(), LONGER_THAN_A_CALL) + "\"}"));
        for (String field : List.of(
                "cadence",
                "amount",
                "provider",
                "country",
                "email",
                "locale",
                "coverFees",
                "campaign",
                "returnUrl",
                "travels",
                "timeZone",
                "notice",
                "recurringConfirmed",
                "moreCare")) {
            bodies.add(wish("\"" + field + "\":\"" + person.email() + "\""));
            bodies.add(wish("\"" + field + "\":{\"of\":\"" + person.message() + "\"}"));
            bodies.add(wish("\"" + field + "\":[\"" + person.name() + "\"]"));
        }
        return bodies;
    }

    /** A body that is right but for this, and for its amount. */
    private static String wish(String field) {
        Map<String, String> fields = new TreeMap<>(Map.of(
                "cadence", "\"ONCE\"",
                "provider", "\"STRIPE\"",
                "amount", "{\"currency\":\"USD\",\"amount\":\"1.00\"}"));
        fields.remove(field.substring(1, field.indexOf('"', 1)));
        var body = new StringBuilder("{").append(field);
        fields.forEach(
                (name, value) -> body.append(",\"").append(name).append("\":").append(value));
        return body.append('}').toString();
    }

    private static void calls(Person person, List<Sent> all) {
        all.add(new Sent(CHECKOUTS, Visitor.JSON, "{}", person.message()));
        all.add(new Sent(CHECKOUTS, Visitor.JSON, "{}", person.email()));
        all.add(new Sent(CHECKOUTS, Visitor.FORM, "email=" + Visitor.written(person.email()), key()));
        all.add(new Sent(CHECKOUTS, "application/xml", "<email>" + person.email() + "</email>", key()));
        all.add(new Sent(CHECKOUTS, "text/" + person.message(), person.message(), key()));
        all.add(new Sent(CHECKOUTS, "application/json; charset=" + person.message(), "{}", key()));
    }

    private static void confirmations(Person person, List<Sent> all) {
        String page = CHECKOUTS + "/" + UUID.randomUUID() + "/confirmation";
        for (String body : List.of(
                "{\"confirmationToken\":\"" + person.message() + "\"}",
                "{\"confirmationToken\":{\"" + person.fieldName() + "\":\"" + person.email() + "\"}}",
                "{\"confirmationToken\":\"ctoken_1\",\"recurringConfirmed\":\"" + person.name() + "\"}",
                "{\"confirmationToken\":\"" + person.street())) {
            all.add(new Sent(page, Visitor.JSON, body, key()));
        }
        all.add(new Sent(page, Visitor.FORM, "confirmationToken=" + person.message(), key()));
        all.add(new Sent(CHECKOUTS + "/" + person.message() + "/confirmation", Visitor.JSON, "{}", key()));
    }

    private static void reminders(Person person, List<Sent> all) {
        for (String field :
                List.of("email", "remindIn", "remindOn", "recurring", "locale", "timeZone", "campaign", "component")) {
            for (String body : List.of(
                    "{\"" + field + "\":\"<" + person.message() + ">\"}",
                    "{\"" + field + "\":{\"" + person.fieldName() + "\":\"" + person.email() + "\"}}",
                    "{\"" + field + "\":[\"" + person.email() + "\"]}")) {
                all.add(new Sent("/api/v1/reminders", Visitor.JSON, body, key()));
            }
        }
        all.add(new Sent("/api/v1/reminders", Visitor.JSON, "{\"email\":\"" + person.email(), key()));
        all.add(new Sent("/remind", Visitor.JSON, "{\"email\":\"" + person.email() + "\"}", key()));
        for (String page : List.of("confirm", "change", "leave", "erase", "return")) {
            all.add(new Sent("/remind/" + page, Visitor.FORM, "token=" + person.message(), key()));
        }
    }

    private static void forms(Person person, List<Sent> all) {
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
                "campaign",
                "country",
                "travels",
                "moreCare",
                "timeZone",
                "locale",
                "notice",
                "acknowledged",
                "confirmRecurring",
                "altcha",
                "permit")) {
            all.add(form(Visitor.written(Map.of(field, "<" + person.message() + ">"))));
        }
        all.add(form(Visitor.written(Map.of(person.message(), person.email()))));
        all.add(form("email=%zz" + person.email()));
        all.add(form("a=" + repeated(person.message(), LONGER_THAN_A_FORM)));
        all.add(new Sent("/checkouts", "multipart/form-data; boundary=x", "--x\r\nbroken " + person.message(), key()));
        all.add(new Sent("/checkouts", "multipart/form-data; boundary=" + person.message(), person.email(), key()));
        all.add(new Sent("/checkouts", Visitor.JSON, "{\"email\":\"" + person.email() + "\"}", key()));
    }

    private static Sent json(String body) {
        return new Sent(CHECKOUTS, Visitor.JSON, body, key());
    }

    private static Sent form(String body) {
        return new Sent("/checkouts", Visitor.FORM, body, key());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String repeated(String text, int length) {
        return text.repeat(length / text.length() + 1);
    }
}
