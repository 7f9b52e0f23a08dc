package org.standwith.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.standwith.reconciliation.Account.NOON;
import static org.standwith.reconciliation.Account.dollars;
import static org.standwith.reconciliation.Account.id;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.FlashMap;
import org.standwith.StandwithTest;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.staff.ApiTokens;
import org.standwith.staff.Role;
import org.standwith.staff.StaffAccounts;
import org.standwith.staff.StaffMember;

/** Reconciliation as staff and their programs meet it. */
@StandwithTest
class ReconciliationPagesTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private StaffAccounts accounts;

    @Autowired
    private ApiTokens tokens;

    @Autowired
    private UserDetailsService signIn;

    private Account account;
    private StaffMember finance;

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        account = new Account(context);
        finance = staff(Role.FINANCE);
    }

    @Test
    void aComparisonIsAskedForByApiAndItsResultRead() {
        MvcTestResult started = post("""
            {"provider": "stripe", "from": "2024-02-01", "to": "2024-02-29"}\
            """);

        assertThat(started).hasStatus(202).bodyJson().isLenientlyEqualTo("""
            {"provider": "STRIPE", "from": "2024-02-01T00:00:00Z", "to": "2024-03-01T00:00:00Z", "status": "QUEUED",
             "lines": 0, "matched": 0, "healed": 0, "discrepancies": []}\
            """);
        String location = Objects.requireNonNull(started.getResponse().getHeader("Location"));
        assertThat(get(location))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("QUEUED");
        assertThat(get("/api/v1/reconciliations"))
                .bodyJson()
                .extractingPath("$.reconciliations[?(@.id == '" + location.substring(location.lastIndexOf('/') + 1)
                        + "')].provider")
                .asArray()
                .containsExactly("STRIPE");
        assertThat(post("""
            {"provider": "STRIPE", "from": "2024-02-01", "to": "2024-02-29"}\
            """)).as("what waits is not asked for twice").hasHeader("Location", location);
    }

    @Test
    void whatDiffersStandsInTheAnswer() {
        String one = id("");
        account.tell(account.paid(one, 500));
        account.line(account.paid(one, 400));
        Run run = account.compared();

        assertThat(get("/api/v1/reconciliations/" + run.id())).bodyJson().isLenientlyEqualTo("""
            {"status": "DONE", "lines": 1, "matched": 0, "healed": 0, "discrepancies": [
                {"kind": "AMOUNT", "providerRef": "ch_%s", "expected": {"currency": "USD", "amount": "4.00"},
                 "actual": {"currency": "USD", "amount": "5.00"}, "moved": "2026-03-10T12:00:00Z"}]}\
            """.formatted(one));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"provider\": \"WISE\", \"from\": \"2026-01-01\", \"to\": \"2026-01-02\"} | provider",
                "{\"provider\": \"STRIPE\", \"from\": \"2026-01-03\", \"to\": \"2026-01-02\"} | to",
                "{\"provider\": \"STRIPE\", \"from\": \"2999-01-03\", \"to\": \"2999-01-04\"} | from",
                "{\"provider\": \"STRIPE\", \"from\": \"2020-01-03\", \"to\": \"2022-01-04\"} | to",
                "{\"provider\": \"STRIPE\", \"from\": \"2020-01-03\"} | to"
            })
    void aPeriodThatCannotBeComparedIsRefusedAndTheFieldNamed(String body, String field) {
        assertThat(post(body))
                .hasStatus(422)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void whatIsUnknownIsNotFound() {
        UUID none = UUID.randomUUID();

        assertThat(get("/api/v1/reconciliations/" + none)).hasStatus(404);
        assertThat(page("/office/reconciliation/" + none)).hasStatus(404);
        assertThat(page("/office/discrepancies/" + none)).hasStatus(404);
        assertThat(send("/office/discrepancies/" + none + "/take")).hasStatus(404);
        assertThat(send("/office/discrepancies/" + none + "/resolve", "note", "Hm."))
                .hasStatus(404);
    }

    @Test
    void staffSeeWhatDiffersTakeItOnAndResolveIt() {
        String one = id("");
        account.tell(account.paid(one, 500), account.settled(one, 500, 45));
        account.line(one, 500, 30);
        Run run = account.compared();
        String here = "/office/discrepancies/" + account.open().getFirst().id();

        assertThat(page("/office/reconciliation")).bodyText().contains("txn_" + one, "Another fee", "0.30 USD", here);
        assertThat(page("/office/reconciliation/" + run.id())).bodyText().contains("txn_" + one, here);
        assertThat(page(here)).bodyText().contains("Nobody is looking into it yet.", "0.45 USD", "Correct the books");

        assertThat(send(here + "/take")).hasRedirectedUrl(here);
        assertThat(page(here)).bodyText().contains("Being looked into by " + finance.getUsername());

        assertThat(send(here + "/resolve", "note", " ")).hasRedirectedUrl(here);
        assertThat(account.open()).hasSize(1);

        assertThat(send(here + "/resolve", "note", "<b>Schemes</b>", "correct", "yes"))
                .hasRedirectedUrl(here);
        assertThat(page(here))
                .bodyText()
                .contains("Resolved", "&lt;b&gt;Schemes&lt;/b&gt;")
                .doesNotContain("<form class");
        assertThat(page("/office/discrepancies")).bodyText().contains("txn_" + one);
        assertThat(account.held()).containsExactly(dollars(470));
    }

    @Test
    void aComparisonIsAskedForOnThePage() {
        assertThat(send("/office/reconciliation", "provider", "STRIPE", "from", "2026-01-05", "to", "2026-01-06"))
                .hasStatus(302)
                .redirectedUrl()
                .matches("/office/reconciliation/[0-9a-f-]{36}");
        MvcTestResult refused =
                send("/office/reconciliation", "provider", "STRIPE", "from", "2026-01-07", "to", "2026-01-06");
        assertThat(refused).hasRedirectedUrl("/office/reconciliation");
        FlashMap kept = refused.getMvcResult().getFlashMap();
        var shownAgain = mvc.get().uri("/office/reconciliation").with(user(finance));
        kept.forEach(shownAgain::flashAttr);
        assertThat(shownAgain.exchange())
                .bodyText()
                .contains(
                        "Last day: The period ends before it begins.", "value=\"2026-01-07\"", "value=\"2026-01-06\"");
    }

    @Test
    void payoutsAreShownWithWhatTheyAreMadeOf() {
        String payout = id("po_");
        account.line(id(""), 500, 45);
        account.line(new PayoutSent(account.provider, payout, dollars(455), NOON.plus(Duration.ofHours(1))));
        account.compared();

        assertThat(page("/office/reconciliation/payouts"))
                .bodyText()
                .contains(payout, "4.55 USD", "its lines sum to it");
    }

    private MvcTestResult page(String path) {
        return mvc.get().uri(path).with(user(finance)).exchange();
    }

    private MvcTestResult send(String path, String... parameters) {
        var request = mvc.post().uri(path).with(user(finance)).with(csrf());
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
                .uri("/api/v1/reconciliations")
                .header("Authorization", "Bearer " + token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private String token() {
        return tokens.issue(finance.id(), "script " + UUID.randomUUID(), Role.FINANCE.scopes(), Duration.ofDays(1))
                .secret();
    }

    private StaffMember staff(Role role) {
        String name = "fin-" + UUID.randomUUID() + "@example.org";
        String oneTime = accounts.create(name, "Fin", Set.of(role), "test");
        accounts.changePassword(accounts.byEmail(name).orElseThrow().id(), oneTime, "correct horse battery");
        return (StaffMember) signIn.loadUserByUsername(name);
    }
}
