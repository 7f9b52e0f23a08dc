package org.standwith.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.standwith.canary.Visitor.Answer;
import org.standwith.journeys.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Some of them gave at Stripe before there was an application, and are taken over; some cannot be, and are shown to staff. */
final class Imported implements Turn {

    private static final String ADMIN =
            "Basic " + Base64.getEncoder().encodeToString("admin@example.org:admin".getBytes(UTF_8));
    private static final int PEOPLE = 20;

    @Override
    public void happen(Stage stage, List<Visitor> visitors) throws Exception {
        var stripe = stage.sandbox().stripe();
        for (Visitor visitor : visitors.subList(0, PEOPLE)) {
            var payer = Giving.payer(visitor.person(), Whereabouts.SAFE);
            var weekly = visitor.person().number() % 4 == 0;
            String subscription = stripe.subscribedBefore(payer, 700, "eur", weekly ? "week" : "month", 1, "en");
            visitor.person().learn(Field.SUBSCRIPTION, subscription);
            visitor.person()
                    .learn(
                            Field.CUSTOMER,
                            stripe.object(subscription).path("customer").asString());
            visitor.person().learn(Field.PAYMENT, stripe.paidBefore(payer, 900, "eur"));
        }
        stripe.settleFees();
        Visitor staff = visitors.getFirst();
        over(staff, start(stage, staff, true));
        JsonNode done = over(staff, start(stage, staff, false));
        assertThat(done.path("subscriptions").path("TAKEN").asInt()).isEqualTo(PEOPLE * 3 / 4);
        assertThat(done.path("subscriptions").path("RHYTHM").asInt()).isEqualTo(PEOPLE / 4);
        assertThat(done.path("payments").path("TAKEN").asInt()).isEqualTo(PEOPLE);
        stage.settle();
        stage.settleTasks("import", "reconciliation");
    }

    private static String start(Stage stage, Visitor staff, boolean dry) throws Exception {
        LocalDate today = LocalDate.ofInstant(stage.sandbox().clock().instant(), ZoneOffset.UTC);
        Answer started = staff.post(
                "/api/v1/imports",
                Visitor.JSON,
                "{\"provider\":\"STRIPE\",\"from\":\"%s\",\"to\":\"%s\",\"dryRun\":%b}"
                        .formatted(today.minusDays(2), today, dry),
                "Authorization",
                ADMIN);
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        return started.location().orElseThrow();
    }

    private static JsonNode over(Visitor staff, String location) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(
                        () -> JsonMapper.shared()
                                .readTree(staff.get(location, "Authorization", ADMIN)
                                        .body()),
                        told -> told.path("status").asString().equals("DONE"));
    }
}
