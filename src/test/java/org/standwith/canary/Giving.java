package org.standwith.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.standwith.canary.Visitor.Answer;
import org.standwith.journeys.Stage;
import standwith.sandbox.account.Account;
import standwith.sandbox.account.PayPage.Button;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody gives, or nearly: everybody in one of the 72 ways in which that can go. */
final class Giving implements Flow {

    private static final List<String> CADENCES = List.of("ONCE", "MONTHLY", "ANNUAL");
    private static final int TRIES = 3;
    private static final Pattern NOTICE = Pattern.compile("name=\"notice\" value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("<code>([0-9A-Z-]+)</code>");

    /** What the payer does on the provider's page. */
    private enum Ending {
        APPROVED(Button.APPROVE),
        DECLINED(Button.DECLINE),
        DECLINED_THEN_APPROVED(Button.DECLINE, Button.APPROVE),
        ANSWERED_LATE_WITH_YES(Button.LATE),
        ANSWERED_LATE_WITH_NO(Button.LATE),
        TURNED_BACK(Button.ABANDON);

        private final List<Button> pressed;

        Ending(Button... pressed) {
            this.pressed = List.of(pressed);
        }
    }

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        int number = visitor.person().number();
        String provider = number % 2 == 0 ? "STRIPE" : "PAYPAL";
        String cadence = CADENCES.get(number / 2 % CADENCES.size());
        boolean byForm = number / 6 % 2 == 0;
        Ending ending = Ending.values()[number / 12 % Ending.values().length];

        URI page = byForm ? form(visitor, provider, cadence) : api(visitor, provider, cadence);
        String checkout = page.getPath().replaceFirst(".*/", "");
        payer(visitor.person(), Whereabouts.SAFE).pays(checkout);
        String back = "";
        for (Button button : ending.pressed) {
            back = visitor.press(page, button.name());
            look(stage, visitor, back);
        }
        if (ending.pressed.contains(Button.LATE)) {
            Account<?> account = provider.equals("STRIPE")
                    ? stage.sandbox().stripe()
                    : stage.sandbox().paypal();
            account.answer(checkout, ending == Ending.ANSWERED_LATE_WITH_YES);
            look(stage, visitor, back);
        }
        Ids.learn(stage.sandbox(), checkout, visitor.person());
    }

    private static URI form(Visitor visitor, String provider, String cadence) throws Exception {
        Map<String, String> fields = fields(visitor, provider, cadence, "");
        Answer answer = visitor.form("/checkouts", fields);
        for (int again = 1; again < TRIES && answer.location().isEmpty(); again++) {
            answer = visitor.form("/checkouts", fields);
        }
        assertThat(answer.location()).as(answer.body()).isPresent();
        return URI.create(answer.location().orElseThrow());
    }

    /** What somebody fills in who has read the notice. */
    static Map<String, String> fields(Visitor visitor, String provider, String cadence, String country)
            throws Exception {
        Matcher notice = NOTICE.matcher(visitor.get("/").body());
        assertThat(notice.find()).as("a notice, with a version").isTrue();
        Map<String, String> fields = new TreeMap<>(Map.of(
                "key",
                UUID.randomUUID().toString(),
                "currency",
                "USD",
                "cadence",
                cadence,
                "other",
                "7.00",
                "provider",
                provider,
                "email",
                visitor.person().email(),
                "name",
                visitor.person().name(),
                "street",
                visitor.person().street()));
        fields.put("notice", notice.group(1));
        fields.put("acknowledged", "true");
        fields.put("country", country);
        return fields;
    }

    private static URI api(Visitor visitor, String provider, String cadence) throws Exception {
        if (visitor.person().number() % 4 < 2) {
            return api(
                    visitor,
                    provider,
                    cadence,
                    ",\"email\":\"" + visitor.person().email() + "\"");
        }
        return api(visitor, provider, cadence, "");
    }

    private static URI api(Visitor visitor, String provider, String cadence, String more) throws Exception {
        String key = key();
        for (int i = 0; i < TRIES; i++) {
            Answer answer = visitor.post(
                    "/api/v1/checkouts", Visitor.JSON, wish(provider, cadence, more), "Idempotency-Key", key);
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            JsonNode opened = JsonMapper.shared().readTree(answer.body());
            JsonNode page = opened.path("redirectUrl");
            learnCode(visitor.person(), opened.path("supporterCode").stringValue(""));
            if (page.isString()) {
                refuseAnother(visitor, provider, more, key);
                return URI.create(page.stringValue());
            }
        }
        throw new AssertionError("No page to pay at after " + TRIES + " tries");
    }

    /** The same key with another wish. */
    private static void refuseAnother(Visitor visitor, String provider, String more, String key) throws Exception {
        String other = wish(provider, "ONCE", more).replace("12.00", "13.00");
        Answer answer = visitor.post("/api/v1/checkouts", Visitor.JSON, other, "Idempotency-Key", key);
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
    }

    /** As it is shown, and without what is between its groups. */
    static void learnCode(Person person, String code) {
        if (!code.isEmpty()) {
            person.learn(Field.CODE, code);
            person.learn(Field.CODE, code.replaceAll("[^0-9A-Za-z]", ""));
        }
    }

    static String wish(String provider, String cadence, String more) {
        return """
            {"cadence":"%s","provider":"%s","amount":{"currency":"EUR","amount":"12.00"},"country":"%s"%s}\
            """.formatted(cadence, provider, Whereabouts.SAFE, more);
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static standwith.sandbox.account.Person payer(Person person, String country) {
        return new standwith.sandbox.account.Person(
                person.name(), person.email(), person.street(), "Canaryville", "1000", country, "visa", "4242");
    }

    /** The page of ours that the provider sends the payer to; nothing where they stay at the provider. */
    private static void look(Stage stage, Visitor visitor, String page) throws Exception {
        if (!page.startsWith(stage.page("/").toString())) {
            return;
        }
        Answer answer = visitor.get(page);
        if (answer.location().isPresent()) {
            answer = visitor.get(
                    URI.create(page).resolve(answer.location().get()).toString());
        }
        code(answer.body()).ifPresent(code -> learnCode(visitor.person(), code));
    }

    /** The code that a page shows. */
    static Optional<String> code(String page) {
        Matcher code = CODE.matcher(page);
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }
}
