package org.standwith.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.standwith.canary.Visitor.Answer;
import org.standwith.journeys.Stage;

/**
 * Everybody asks to be reminded, on the page or by the API, with a proof of work or without, and makes mistakes before. Most
 * confirm it; when the letter has come, they leave, delete everything, choose another day, or follow its link.
 */
final class Reminded implements Flow, Turn {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SECRET = Pattern.compile("[?&](?:token|note)=([^&#\\s]+)");
    private static final String[] SENDING = {"reminders-0", "reminders-1", "reminders-2", "reminders-3"};
    private static final String CONFIRM = "/remind/confirm";
    private static final String CHANGE = "/remind/change";
    private static final String LEAVE = "/remind/leave";

    /** Who has confirmed. */
    private final ConcurrentLinkedQueue<Visitor> confirmed = new ConcurrentLinkedQueue<>();

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        mistakes(visitor);
        switch (visitor.person().number() % 4) {
            case 0 -> {
                assertThat(visitor.form("/remind", fields(visitor)).status()).isEqualTo(200);
                confirm(stage, visitor);
                change(stage, visitor);
            }
            case 1 -> {
                assertThat(api(visitor, visitor.person().email(), "\"remindIn\":\"P1W\"")
                                .status())
                        .isEqualTo(202);
                confirm(stage, visitor);
            }
            case 2 -> {
                Answer asked = Proof.form(visitor, visitor.withCards("/remind"), fields(visitor));
                assertThat(asked.status()).as(asked.body()).isEqualTo(200);
                confirm(stage, visitor);
            }
            default -> {
                String wish = wish(visitor.person().email(), "\"recurring\":\"MONTHLY\"");
                Answer asked = Proof.call(visitor, visitor.withCards("/api/v1/reminders"), wish);
                assertThat(asked.status()).as(asked.body()).isEqualTo(202);
            }
        }
    }

    /** Of which nothing is kept, and of most nothing is shown again. */
    private static void mistakes(Visitor visitor) throws Exception {
        Person person = visitor.person();
        assertThat(api(visitor, person.email(), "\"remindOn\":\"" + person.message() + "\"")
                        .status())
                .isEqualTo(422);
        assertThat(api(visitor, person.message(), "\"remindIn\":\"P1W\"").status())
                .isEqualTo(422);
        assertThat(api(
                                visitor,
                                person.email(),
                                "\"remindIn\":\"P1W\",\"timeZone\":\"" + person.message() + "\",\"locale\":\""
                                        + person.name() + "\"")
                        .status())
                .isEqualTo(422);
        // A mailbox of which the policy knows who else reads it.
        String read = person.email().replace("@canary.example", "@mail.ru");
        assertThat(api(visitor, read, "\"remindIn\":\"P1W\"").status()).isEqualTo(403);
        Map<String, String> fields = fields(visitor);
        fields.put("email", read);
        assertThat(visitor.form("/remind", fields).status()).isEqualTo(403);
        fields.put("email", person.message());
        fields.put("timeZone", person.message());
        assertThat(visitor.form("/remind", fields).status()).isEqualTo(422);
        Map<String, String> entry = new TreeMap<>(Map.of("title", person.message(), "when", "P1M", "day", ""));
        assertThat(visitor.form("/remind/calendar", entry).status()).isEqualTo(200);
        entry.put("when", person.message());
        assertThat(visitor.form("/remind/calendar", entry).status()).isEqualTo(422);
    }

    private static Map<String, String> fields(Visitor visitor) {
        Person person = visitor.person();
        return new TreeMap<>(Map.of(
                "email", person.email(),
                "when", "P1W",
                "day", "",
                "timeZone", "",
                "campaign", person.email(),
                "component", "form",
                "name", person.name()));
    }

    private static String wish(String email, String more) {
        return "{\"email\":\"" + email + "\"," + more + "}";
    }

    private static Answer api(Visitor visitor, String email, String more) throws Exception {
        return visitor.post("/api/v1/reminders", Visitor.JSON, wish(email, more));
    }

    private void confirm(Stage stage, Visitor visitor) throws Exception {
        String link = link(stage, visitor, CONFIRM);
        assertThat(visitor.get(link).status()).isEqualTo(200);
        Answer answer = visitor.form(CONFIRM, Map.of("token", secret(link), "locale", "en"));
        assertThat(answer.body()).contains("It is noted");
        confirmed.add(visitor);
    }

    private static void change(Stage stage, Visitor visitor) throws Exception {
        String token = secret(link(stage, visitor, CONFIRM));
        Map<String, String> fields = new TreeMap<>(
                Map.of("token", token, "when", "DAY", "day", visitor.person().message(), "locale", "en"));
        assertThat(visitor.form(CHANGE, fields).status()).isEqualTo(422);
        fields.putAll(Map.of("when", "P1W", "day", ""));
        assertThat(visitor.form(CHANGE, fields).body()).contains("It is changed");
        visitor.get(CHANGE + "?token=" + visitor.person().message());
    }

    @Override
    public void happen(Stage stage, List<Visitor> visitors) throws Exception {
        assertThat(confirmed).isNotEmpty();
        stage.sandbox().advance(Duration.ofDays(8));
        stage.settleTasks(SENDING);
        stage.settleMail();
        // Whatever was under way meanwhile has looked at the clock before.
        stage.sandbox().advance(Duration.ofMinutes(1));
        stage.settleTasks(SENDING);
        stage.settleMail();
        // Whose gift was taken after they had confirmed is not asked any more.
        List<Visitor> reminded = confirmed.stream()
                .filter(each -> hasLetter(stage, each, "note="))
                .toList();
        assertThat(reminded).hasSizeGreaterThan(confirmed.size() / 2);
        for (Visitor each : reminded) {
            assertThat(each.get(link(stage, each, "/?")).status()).isEqualTo(200);
            String change = link(stage, each, CHANGE);
            String leave = link(stage, each, LEAVE);
            switch (each.person().number() / 4 % 4) {
                case 0 -> leave(each, leave);
                case 1 -> {
                    each.get(change);
                    each.form("/remind/erase", Map.of("token", secret(change), "locale", "en"));
                    assertThat(each.get(change).status()).isEqualTo(404);
                }
                case 2 ->
                    assertThat(each.form(CHANGE, Map.of("token", secret(change), "when", "QUARTERLY", "locale", "en"))
                                    .body())
                            .contains("It is changed");
                default -> give(each, secret(link(stage, each, "/?")));
            }
        }
        stage.settleTasks("reminder-requests", "reminder-shredding");
    }

    private static void leave(Visitor visitor, String link) throws Exception {
        String path = URI.create(link).getPath() + "?" + URI.create(link).getQuery();
        visitor.get(path);
        assertThat(visitor.post(path, Visitor.FORM, "List-Unsubscribe=One-Click")
                        .status())
                .isEqualTo(200);
        if (visitor.person().number() / 16 % 2 == 0) {
            visitor.form("/remind/return", Map.of("token", secret(link)));
        }
    }

    private static void give(Visitor visitor, String note) throws Exception {
        Map<String, String> fields = Giving.fields(visitor, "STRIPE", "ONCE", Whereabouts.SAFE);
        fields.put("note", note);
        assertThat(visitor.form("/checkouts", fields).location()).isPresent();
    }

    private static boolean hasLetter(Stage stage, Visitor visitor, String part) {
        return stage.sandbox().mail().caught().stream()
                .anyMatch(letter -> letter.to().equals(visitor.person().email())
                        && letter.links().stream().anyMatch(link -> link.contains(part)));
    }

    /** The last one to this path in any of their letters; what it has in it is theirs. */
    private static String link(Stage stage, Visitor visitor, String path) {
        Person person = visitor.person();
        return Awaitility.await("a letter with " + path + " to person " + person.number())
                .atMost(PATIENCE)
                .until(
                        () -> stage.sandbox().mail().caught().stream()
                                .filter(letter -> letter.to().equals(person.email()))
                                .flatMap(letter -> letter.links().stream())
                                .filter(link -> link.contains(path)
                                        && SECRET.matcher(link).find())
                                .peek(link -> learn(person, secret(link)))
                                .toList(),
                        links -> !links.isEmpty())
                .getLast();
    }

    private static void learn(Person person, String secret) {
        if (person.markers().stream().noneMatch(marker -> marker.text().equals(secret))) {
            person.learn(Field.LINK, secret);
        }
    }

    private static String secret(String link) {
        var found = SECRET.matcher(link);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
