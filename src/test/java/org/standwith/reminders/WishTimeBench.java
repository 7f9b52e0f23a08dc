package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.CaughtMail;
import org.standwith.FreshSchema;
import org.standwith.PassingTime;
import org.standwith.Standwith;
import org.standwith.bench.ByTime;
import org.standwith.bench.Figures;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Secret;
import org.standwith.vault.Subjects;
import tools.jackson.databind.json.JsonMapper;

/** Whether time tells, of an address that is asked to be reminded, what is known of it here. */
@SpringBootTest(
        classes = Standwith.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "standwith.guard.proof=never")
@ContextConfiguration(initializers = {FreshSchema.class, PassingTime.WithTasks.class, CaughtMail.class})
class WishTimeBench {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Figures FIGURES = new Figures("wishes-by-time");

    private enum Known {
        UNKNOWN,
        REMINDED,
        SUPPORTER,
        LEFT
    }

    private final String reminded = "reminded-" + UUID.randomUUID() + "@mail.example";
    private final String supporter = "supporter-" + UUID.randomUUID() + "@mail.example";
    private final String left = "left-" + UUID.randomUUID() + "@mail.example";

    @BeforeEach
    void somebodyOfEachKind(
            @Autowired Dossiers dossiers,
            @Autowired Refusals refusals,
            @Autowired ReminderRows rows,
            @Autowired Subjects subjects,
            @Autowired TransactionTemplate transaction,
            @Autowired Clock clock) {
        Instant now = clock.instant();
        LocalDate inAMonth = LocalDate.ofInstant(now, ZoneOffset.UTC).plusMonths(1);
        Wish wish = new Wish(reminded, "en", inAMonth, null, "UTC", false, "", "", null, null)
                .confirmed(now, Secret.random());
        transaction.executeWithoutResult(status -> {
            Subjects.Kept kept = subjects.keep(JSON.writeValueAsBytes(wish));
            rows.add(
                    new ReminderRows.Row(
                            kept.subject(),
                            refusals.mailbox(wish.to()),
                            Secret.read(String.valueOf(wish.secret()))
                                    .orElseThrow()
                                    .hash(),
                            now.plus(Duration.ofDays(30)),
                            kept.sealed()),
                    0);
            dossiers.admit(new Dossier(
                    EmailAddress.kept(supporter), "en", new Dossier.Handling("OPEN", "1"), List.of(), Set.of()));
            refusals.add(refusals.mailbox(EmailAddress.kept(left)));
        });
    }

    @Test
    void t21TimeTellsNobodyWhatIsKnownOfAnAddress(@LocalServerPort int port) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI site = URI.create("http://localhost:" + port + "/api/v1/reminders");

            double worst = ByTime.worst(FIGURES, "POST /api/v1/reminders", Known.class, each -> {
                String email = switch (each) {
                    case UNKNOWN -> "unknown-" + UUID.randomUUID() + "@mail.example";
                    case REMINDED -> reminded;
                    case SUPPORTER -> supporter;
                    case LEFT -> left;
                };
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(site)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"email\":\"" + email + "\",\"remindIn\":\"P1M\",\"locale\":\"en\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                return answer.statusCode() + answer.body();
            });

            assertThat(worst).isLessThanOrEqualTo(ByTime.BAR);
        }
    }
}
