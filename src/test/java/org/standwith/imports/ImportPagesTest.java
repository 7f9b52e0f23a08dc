package org.standwith.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.StandwithTest;
import org.standwith.payments.Undertakings.Unusable;
import org.standwith.payments.Undertakings.Why;
import org.standwith.staff.ApiTokens;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.Role;
import org.standwith.staff.StaffAccounts;
import org.standwith.staff.StaffMember;

/** Imports as staff and their programs meet them. */
@StandwithTest
class ImportPagesTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private StaffAccounts accounts;

    @Autowired
    private ApiTokens tokens;

    @Autowired
    private UserDetailsService signIn;

    @Autowired
    private ImportRows rows;

    @Autowired
    private ImportWork work;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private Clock clock;

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final Undertaken there = new Undertaken();
    private StaffMember admin;
    private LocalDate day;

    @BeforeEach
    void hire() {
        String name = "adm-" + UUID.randomUUID() + "@example.org";
        String oneTime = accounts.create(name, "Adm", Set.of(Role.ADMIN), "test");
        accounts.changePassword(accounts.byEmail(name).orElseThrow().id(), oneTime, "correct horse battery");
        admin = (StaffMember) signIn.loadUserByUsername(name);
        // Another period for each test, because an import is known by it.
        day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(40 + TESTS.incrementAndGet());
    }

    @Test
    void anImportIsTriedBeforeItIsDone() {
        assertThat(post(body(false)))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:standwith:problem:no-dry-run");

        MvcTestResult tried = post(body(true));
        assertThat(tried).hasStatus(202).bodyJson().isLenientlyEqualTo("""
            {"provider": "STRIPE", "from": "%sT00:00:00Z", "dryRun": true, "status": "QUEUED", "stage": "SUBSCRIPTIONS",
             "subscriptions": {}, "payments": {}, "reconciliations": []}\
            """.formatted(day));
        assertThat(post(body(false))).as("not over yet").hasStatus(409);

        there.unusable.add(new Unusable("sub_of_somebody", Why.ENDED));
        carryOut(id(tried));
        assertThat(get("/api/v1/imports/" + id(tried)))
                .bodyJson()
                .extractingPath("$.subscriptions.ENDED")
                .isEqualTo(1);
        assertThat(get("/api/v1/imports/" + id(tried))).bodyText().doesNotContain("sub_of_somebody");

        MvcTestResult done = post(body(false));
        assertThat(done).hasStatus(202).bodyJson().extractingPath("$.dryRun").isEqualTo(false);
        carryOut(id(done));
        assertThat(get("/api/v1/imports/" + id(done)))
                .bodyJson()
                .extractingPath("$.reconciliations[0].status")
                .isEqualTo("QUEUED");
        assertThat(audit.latest(10)).anySatisfy(each -> {
            assertThat(each.action()).isEqualTo("import.start");
            assertThat(each.subject()).isEqualTo("STRIPE " + id(done));
        });
    }

    @Test
    void whatWaitsIsNotAskedForTwice() {
        assertThat(id(post(body(true)))).isEqualTo(id(post(body(true))));
    }

    @Test
    void aPeriodBeyondWhatTheProviderTellsIsRefused() {
        assertThat(post("{\"provider\": \"stripe\", \"from\": \"1998-01-01\", \"to\": \"1998-02-01\"}"))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("from");
        assertThat(post("{\"provider\": \"wise\", \"from\": \"1998-01-01\", \"to\": \"1998-02-01\"}"))
                .hasStatus(422);
    }

    @Test
    void staffTryItOnThePageSeeWhichOnesAreNotTakenAndCarryItOut() {
        there.unusable.add(new Unusable("sub_of_somebody", Why.SEVERAL_ITEMS));
        MvcTestResult tried =
                send("/office/imports", "provider", "STRIPE", "from", day.toString(), "to", day.toString());
        assertThat(tried).hasStatus(302);
        String here = Objects.requireNonNull(tried.getResponse().getRedirectedUrl());
        assertThat(page(here))
                .bodyText()
                .contains("A dry run", "It begins in a moment")
                .doesNotContain("Take this over");

        carryOut(UUID.fromString(here.substring(here.lastIndexOf('/') + 1)));
        assertThat(page(here)).bodyText().contains("made of several things", "sub_of_somebody", "Take this over");
        assertThat(page("/office/imports")).bodyText().contains(here, "dry run");

        MvcTestResult done = send(here + "/carry-out");
        String there = Objects.requireNonNull(done.getResponse().getRedirectedUrl());
        assertThat(there).isNotEqualTo(here);
        carryOut(UUID.fromString(there.substring(there.lastIndexOf('/') + 1)));
        assertThat(page(there)).bodyText().contains("Past payments", "/office/reconciliation/");
    }

    @Test
    void whatIsUnknownIsNotFound() {
        UUID none = UUID.randomUUID();
        assertThat(get("/api/v1/imports/" + none)).hasStatus(404);
        assertThat(page("/office/imports/" + none)).hasStatus(404);
        assertThat(send("/office/imports/" + none + "/carry-out")).hasStatus(404);
    }

    private void carryOut(UUID id) {
        Import run = rows.find(id).orElseThrow();
        while (work.carryOut(run, there) == ImportWork.Outcome.NOT_ITS_TURN) {
            rows.latest(100).stream()
                    .filter(each -> each.status() == Import.Status.QUEUED && each.number() < run.number())
                    .forEach(each -> work.carryOut(each, new Undertaken()));
        }
    }

    private String body(boolean dry) {
        return "{\"provider\": \"stripe\", \"from\": \"%s\", \"to\": \"%s\", \"dryRun\": %b}".formatted(day, day, dry);
    }

    private static UUID id(MvcTestResult answer) {
        String location = Objects.requireNonNull(answer.getResponse().getHeader("Location"));
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }

    private MvcTestResult page(String path) {
        return mvc.get().uri(path).with(user(admin)).exchange();
    }

    private MvcTestResult send(String path, String... parameters) {
        var request = mvc.post().uri(path).with(user(admin)).with(csrf());
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return request.exchange();
    }

    private MvcTestResult get(String path) {
        return mvc.get().uri(path).header("Authorization", "Bearer " + token()).exchange();
    }

    private MvcTestResult post(String body) {
        return mvc.post()
                .uri("/api/v1/imports")
                .header("Authorization", "Bearer " + token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private String token() {
        return tokens.issue(admin.id(), "script " + UUID.randomUUID(), Role.ADMIN.scopes(), Duration.ofDays(1))
                .secret();
    }
}
