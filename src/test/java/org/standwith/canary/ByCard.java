package org.standwith.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.standwith.canary.Visitor.Answer;
import org.standwith.journeys.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody enters a card on our own page, while everybody is asked for a proof of work. */
final class ByCard implements Flow {

    private static final String AMERICAN = "4242424242424242";
    private static final String DECLINED = "4000000000000002";
    private static final String ASKING = "4000002500003155";
    private static final String RUSSIAN = "4000006430000009";
    private static final String FROM_HONG_KONG = "4000003440000004";
    private static final String OF_NO_COUNTRY = "4000009990000005";

    private enum Ending {
        PAID,
        DECLINED_THEN_PAID,
        REFUSED_BY_COUNTRY,
        DECLINED_THEN_REFUSED_BY_COUNTRY,
        KNOWN_TO_THE_BANK,
        NOT_KNOWN_TO_THE_BANK,
        UNUSABLE_THEN_PAID,
        PROTECTED,
        RESERVED_THEN_PAID
    }

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        int number = visitor.person().number();
        Ending ending = Ending.values()[number % Ending.values().length];
        boolean once = ending == Ending.RESERVED_THEN_PAID || number / 9 % 2 == 0;
        boolean monthly = !once || ending == Ending.PROTECTED;
        String checkout = number / 18 % 2 == 0 ? form(visitor, cadence(monthly)) : api(visitor, cadence(monthly));
        visitor.get(visitor.withCards("/checkout/" + checkout));
        var step = new Step(stage, visitor, checkout, monthly);
        switch (ending) {
            case PAID -> step.succeeds(AMERICAN);
            case DECLINED_THEN_PAID -> {
                step.says(DECLINED, "DECLINED");
                step.succeeds(AMERICAN);
            }
            case REFUSED_BY_COUNTRY -> step.refused(RUSSIAN, 403);
            case DECLINED_THEN_REFUSED_BY_COUNTRY -> {
                step.says(DECLINED, "DECLINED");
                step.refused(RUSSIAN, 403);
            }
            case KNOWN_TO_THE_BANK -> step.asked(true);
            case NOT_KNOWN_TO_THE_BANK -> step.asked(false);
            case UNUSABLE_THEN_PAID -> {
                step.unusable("ctoken " + visitor.person().message());
                step.unusable("ctoken_" + Giving.key().replace("-", ""));
                step.succeeds(AMERICAN);
            }
            case PROTECTED -> step.confirmsAgain();
            case RESERVED_THEN_PAID -> step.succeeds(OF_NO_COUNTRY);
        }
        Answer page = visitor.get(visitor.withCards("/return/" + checkout));
        Giving.code(page.body()).ifPresent(code -> Giving.learnCode(visitor.person(), code));
    }

    private static String cadence(boolean monthly) {
        return monthly ? "MONTHLY" : "ONCE";
    }

    private static String form(Visitor visitor, String cadence) throws Exception {
        Map<String, String> fields = Giving.fields(visitor, "STRIPE", cadence, Whereabouts.SAFE);
        Answer answer = Proof.form(visitor, visitor.withCards("/checkouts"), fields);
        assertThat(answer.location()).as(answer.body()).isPresent();
        return idIn(answer.location().orElseThrow());
    }

    private static String api(Visitor visitor, String cadence) throws Exception {
        String wish = Giving.wish("STRIPE", cadence, ",\"recurringConfirmed\":true")
                .replace(Whereabouts.SAFE, Whereabouts.PROTECTED);
        Answer answer =
                Proof.call(visitor, visitor.withCards("/api/v1/checkouts"), wish, "Idempotency-Key", Giving.key());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        JsonNode opened = JsonMapper.shared().readTree(answer.body());
        Giving.learnCode(visitor.person(), opened.path("supporterCode").stringValue(""));
        return opened.required("id").stringValue();
    }

    private static String idIn(String page) {
        return URI.create(page).getPath().replaceFirst(".*/", "");
    }

    /** One checkout, at which cards are tried. */
    private record Step(Stage stage, Visitor visitor, String checkout, boolean monthly) {

        void succeeds(String card) throws Exception {
            says(card, "SUCCEEDED");
        }

        void says(String card, String status) throws Exception {
            Answer answer = confirm(enter(card), "");
            assertThat(answer.body()).contains("\"status\":\"" + status + "\"");
        }

        void refused(String card, int status) throws Exception {
            Answer answer = confirm(enter(card), "");
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        }

        void unusable(String token) throws Exception {
            visitor.person().learn(Field.TOKEN, token);
            Answer answer = confirm(token, "");
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        }

        void confirmsAgain() throws Exception {
            String token = enter(FROM_HONG_KONG);
            Answer answer = confirm(token, "");
            if (answer.status() == 422) {
                answer = confirm(token, ",\"recurringConfirmed\":true");
            }
            assertThat(answer.body()).contains("SUCCEEDED");
        }

        void asked(boolean known) throws Exception {
            Answer answer = confirm(enter(ASKING), "");
            String secret = JsonMapper.shared()
                    .readTree(answer.body())
                    .path("nextAction")
                    .path("clientSecret")
                    .stringValue("");
            assertThat(secret).as(answer.body()).startsWith("pi_");
            visitor.person().learn(Field.CARD_SECRET, secret.replaceFirst(".*_secret_", ""));
            stage.sandbox().stripe().answerChallenge(secret.replaceFirst("_secret_.*", ""), known);
        }

        private String enter(String card) {
            String token = stage.sandbox().stripe().enter(card, monthly ? "subscription" : "payment");
            visitor.person().learn(Field.TOKEN, token);
            return token;
        }

        private Answer confirm(String token, String more) throws Exception {
            return Proof.call(
                    visitor,
                    visitor.withCards("/api/v1/checkouts/" + checkout + "/confirmation"),
                    "{\"confirmationToken\":\"" + token + "\"" + more + "}");
        }
    }
}
