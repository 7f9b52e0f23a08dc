package org.standwith.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.standwith.canary.Visitor.Answer;
import org.standwith.journeys.Stage;
import standwith.sandbox.account.PayPage.Button;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody pays, or nearly, from where that is punished: a few by everything by which that can be found out, on the form,
 * when they have approved, and when they have paid. These are asked afterwards what is to become of it.
 */
final class FromThere implements Flow, Turn {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Who has paid. */
    private record Paid(Visitor visitor, String checkout, String code) {}

    private final ConcurrentLinkedQueue<Paid> paid = new ConcurrentLinkedQueue<>();

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        visitor.get("/?locale=ru");
        visitor.get("/other-ways");
        if (visitor.person().tries(0)) {
            saysSo(visitor);
        }
        if (visitor.person().tries(1)) {
            approvesByPayPal(visitor);
        }
        if (visitor.person().tries(2)) {
            pays(stage, visitor);
        }
        if (visitor.person().tries(3)) {
            hasNoCode(visitor);
        }
    }

    private static void saysSo(Visitor visitor) throws Exception {
        Map<String, String> fields = Giving.fields(visitor, "STRIPE", "ONCE", Whereabouts.FORBIDDEN);
        assertThat(visitor.form("/checkouts", fields).status()).isEqualTo(403);
        Answer answer = open(
                visitor,
                "PAYPAL",
                "ONCE",
                Whereabouts.FORBIDDEN,
                ",\"email\":\"" + visitor.person().email() + "\"");
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    }

    private static void approvesByPayPal(Visitor visitor) throws Exception {
        URI page = pageIn(visitor, open(visitor, "PAYPAL", "ONCE", Whereabouts.SAFE, ""));
        Giving.payer(visitor.person(), Whereabouts.FORBIDDEN)
                .pays(page.getPath().replaceFirst(".*/", ""));
        Answer back = visitor.get(visitor.press(page, Button.APPROVE.name()));
        assertThat(back.location())
                .as(back.body())
                .hasValueSatisfying(there -> assertThat(there).endsWith("/other-ways"));
    }

    private void pays(Stage stage, Visitor visitor) throws Exception {
        Answer opened = open(visitor, "STRIPE", "MONTHLY", Whereabouts.SAFE, "");
        URI page = pageIn(visitor, opened);
        String session = page.getPath().replaceFirst(".*/", "");
        Giving.payer(visitor.person(), Whereabouts.FORBIDDEN).pays(session);
        visitor.get(visitor.press(page, Button.APPROVE.name()));
        Ids.learn(stage.sandbox(), session, visitor.person());
        JsonNode told = JsonMapper.shared().readTree(opened.body());
        paid.add(new Paid(
                visitor,
                told.required("id").stringValue(),
                told.required("supporterCode").stringValue()));
    }

    private static void hasNoCode(Visitor visitor) throws Exception {
        Map<String, String> answer = Map.of("code", visitor.person().message(), "choice", "REFUND");
        visitor.get("/answer");
        assertThat(visitor.form("/answer", answer).status()).isEqualTo(422);
        visitor.form("/note", answer);
        visitor.form(
                "/answer",
                Map.of(
                        "code",
                        visitor.person().message(),
                        "choice",
                        visitor.person().name()));
    }

    /** They come back and are asked: some answer at once, others later by their code, and some do not. */
    @Override
    public void happen(Stage stage, List<Visitor> visitors) throws Exception {
        assertThat(paid).isNotEmpty();
        for (Paid each : List.copyOf(paid)) {
            String page = "/return/" + each.checkout();
            Awaitility.await("they are asked")
                    .atMost(PATIENCE)
                    .until(() -> each.visitor().get(page).body().contains("class=\"asked\""));
            switch (each.visitor().person().number() / 12 % 4) {
                case 0 -> each.visitor().form(page + "/answer", Map.of("choice", "REFUND"));
                case 1 -> each.visitor().form("/answer", Map.of("choice", "KEEP", "code", each.code()));
                case 2 -> each.visitor().form("/answer", Map.of("choice", "REFUND", "code", each.code()));
                default -> {}
            }
        }
        stage.settleTasks("answer", "withdrawal");
    }

    private static Answer open(Visitor visitor, String provider, String cadence, String country, String more)
            throws Exception {
        String wish = Giving.wish(provider, cadence, more).replace(Whereabouts.SAFE, country);
        return visitor.post("/api/v1/checkouts", Visitor.JSON, wish, "Idempotency-Key", Giving.key());
    }

    private static URI pageIn(Visitor visitor, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        JsonNode opened = JsonMapper.shared().readTree(answer.body());
        Giving.learnCode(visitor.person(), opened.path("supporterCode").stringValue(""));
        return URI.create(opened.required("redirectUrl").stringValue());
    }
}
