package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.ledger.Account;
import org.standwith.ledger.JournalEntry;
import org.standwith.ledger.JournalEntry.Draft;
import org.standwith.ledger.Ledger;
import org.standwith.money.Cadence;
import org.standwith.payments.DamagedEvent;
import org.standwith.payments.DamagedEvents;
import org.standwith.payments.Provider;
import org.standwith.problem.Problem;
import org.standwith.staff.ApiTokens;
import org.standwith.staff.AuditEntry;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.Role;
import org.standwith.staff.Scope;
import org.standwith.staff.StaffAccounts;

@SiteTest
class OfficePagesTest {

    private static final DamagedEvent EVENT = new DamagedEvent(
            UUID.fromString("6f1f4c9e-0000-4000-8000-000000000001"),
            new Provider("STRIPE"),
            "evt_1",
            "charge.updated",
            Instant.parse("2026-02-03T04:05:06Z"),
            8,
            "The balance transaction is missing");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private DamagedEvents damaged;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private StaffAccounts accounts;

    @Autowired
    private ApiTokens tokens;

    private UUID admin;

    private MockHttpSession session;

    @BeforeEach
    void anAdministratorIsSignedIn() {
        admin = colleagues.hire(Role.ADMIN);
        session = Colleagues.signIn(mvc, "admin@example.org", Colleagues.PASSWORD);
    }

    @Test
    void keysAreReplacedByAnAdministratorOneKindAtATimeWithANote(@Autowired JdbcClient jdbc) {
        assertThat(page("/office/keys"))
                .contains("Key service", "Epoch", "Supporters", "Indexes", "No keys were replaced yet");

        assertThat(mvc.post().uri("/office/keys").session(session).with(csrf()).param("kind", "EPOCH"))
                .hasStatus(302)
                .hasRedirectedUrl("/office/keys");
        assertThat(page("/office/keys")).contains("goes on", "0 of 0", "disabled");
        mvc.post()
                .uri("/office/keys")
                .session(session)
                .with(csrf())
                .param("kind", "INDEXES")
                .exchange();

        assertThat(page("/office/keys")).containsOnlyOnce("goes on");
        assertThat(jdbc.sql("select count(*) from staff_audit where action = 'keys.replace' and subject = 'EPOCH'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void withoutIncomeThePageSaysWhenThereWillBeSome() {
        assertThat(page("/office"))
                .contains("Nothing came in during the last twelve months.")
                .doesNotContain("<table class=\"rows money\"", "format=csv");
    }

    @Test
    void incomeIsShownByMonthAndCurrencyAndCanBeTakenAway(@Autowired Ledger ledger, @Autowired Clock clock) {
        YearMonth now = YearMonth.now(clock);
        Instant today = clock.instant();
        ledger.post(List.of(
                payment("ch_1", now.atDay(1).atStartOfDay(clock.getZone()).toInstant(), "EUR 1234.50")
                        .entry(),
                JournalEntry.draft("STRIPE", "fee_1", JournalEntry.Kind.SETTLEMENT, today, Cadence.MONTHLY)
                        .debit(Account.FEES, Money.parse("EUR 34.50"))
                        .credit(Account.CLEARING, Money.parse("EUR 34.50"))
                        .entry(),
                payment(
                                "ch_2",
                                now.minusMonths(1)
                                        .atDay(3)
                                        .atStartOfDay(clock.getZone())
                                        .toInstant(),
                                "JPY 700")
                        .entry(),
                payment(
                                "ch_old",
                                now.minusMonths(12)
                                        .atDay(3)
                                        .atStartOfDay(clock.getZone())
                                        .toInstant(),
                                "GBP 9.00")
                        .entry()));

        String page = page("/office");
        assertThat(page)
                .contains(">€1,234.50<", "1 payment, net 1,200.00", "<b>1,200.00</b>", ">¥700<", ">JPY<")
                .doesNotContain("GBP", "No net is stated", "Nothing came in");
        String csv = page.substring(page.indexOf("/api/v1/reports/income"), page.indexOf("format=csv") + 10)
                .replace("&amp;", "&");
        assertThat(csv).contains("from=" + now.minusMonths(11) + "&to=" + now);
        assertThat(mvc.get().uri(csv).session(session).accept("text/html", "*/*;q=0.8"))
                .hasStatusOk()
                .hasContentType("text/csv;charset=UTF-8")
                .hasHeader(
                        "Content-Disposition",
                        "attachment; filename=\"income-%s-%s.csv\"".formatted(now.minusMonths(11), now))
                .bodyText()
                .startsWith("month,cadence,")
                .contains(now + ",MONTHLY,STRIPE,EUR,1,1234.50,34.50,0.00,0.00,1200.00");
    }

    @Test
    void whereMoneyWasExchangedThereIsNoNetAndTheReasonIsGiven(@Autowired Ledger ledger, @Autowired Clock clock) {
        ledger.post(List.of(
                payment("ch_1", clock.instant(), "PLN 40.00").entry(),
                JournalEntry.draft("STRIPE", "fee_1", JournalEntry.Kind.SETTLEMENT, clock.instant(), Cadence.MONTHLY)
                        .debit(Account.CONVERSION, Money.parse("PLN 40.00"))
                        .credit(Account.CLEARING, Money.parse("PLN 40.00"))
                        .debit(Account.CLEARING, Money.parse("EUR 9.10"))
                        .credit(Account.CONVERSION, Money.parse("EUR 9.10"))
                        .entry()));

        assertThat(page("/office")).contains("PLN", "not stated", "No net is stated where a provider exchanged money");
    }

    private static Draft payment(String key, Instant at, String amount) {
        return JournalEntry.draft("STRIPE", key, JournalEntry.Kind.PAYMENT, at, Cadence.MONTHLY)
                .debit(Account.CLEARING, Money.parse(amount))
                .credit(Account.CONTRIBUTIONS, Money.parse(amount));
    }

    @Test
    void anEmptyListSaysSo() {
        given(damaged.list()).willReturn(List.of());

        assertThat(page("/office/damaged-events")).contains("Nothing is damaged.");
    }

    @Test
    void aDamagedEventShowsWhatHappened() {
        given(damaged.list()).willReturn(List.of(EVENT));
        given(damaged.count()).willReturn(1L);

        assertThat(page("/office/damaged-events"))
                .contains(
                        "evt_1", "charge.updated", "2026-02-03 04:05", "The balance transaction is missing", "Replay");
        assertThat(page("/office")).contains("What waits for somebody", "Damaged events");
    }

    @Test
    void aReplayIsConfirmedAndNoted() {
        given(damaged.replay(EVENT.id())).willReturn(EVENT);

        assertThat(mvc.post()
                        .uri("/office/damaged-events/{id}/replay", EVENT.id())
                        .session(session)
                        .with(csrf()))
                .hasRedirectedUrl("/office/damaged-events")
                .flash()
                .containsEntry("done", "evt_1 is back in the inbox. It comes back here if it fails again.");
        assertThat(audit.latest(1))
                .singleElement()
                .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::subject)
                .containsExactly("admin@example.org", "event.replay", "STRIPE " + EVENT.id());
    }

    @Test
    void aProgramListsAndReplays() {
        String secret = colleagues.tokenOf(admin, Role.ADMIN);
        given(damaged.list()).willReturn(List.of(EVENT));
        given(damaged.replay(EVENT.id())).willReturn(EVENT);

        assertThat(mvc.get().uri("/api/v1/damaged-events").header("Authorization", "Bearer " + secret))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                    {"events": [{"id": "6f1f4c9e-0000-4000-8000-000000000001", "provider": "STRIPE",
                      "eventId": "evt_1", "type": "charge.updated", "received": "2026-02-03T04:05:06Z",
                      "attempts": 8, "error": "The balance transaction is missing"}]}\
                    """);
        assertThat(mvc.post()
                        .uri("/api/v1/damaged-events/{id}/replay", EVENT.id())
                        .header("Authorization", "Bearer " + secret))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.eventId")
                .isEqualTo("evt_1");
        assertThat(audit.latest(1).getFirst().actor()).isEqualTo("admin@example.org (token script)");
    }

    @Test
    void whatIsNoLongerDamagedIsNotFound() {
        given(damaged.replay(EVENT.id()))
                .willThrow(new Problem(Problem.Kind.NOT_FOUND, "no-damaged-event", "There is no such damaged event."));

        assertThat(mvc.post()
                        .uri("/office/damaged-events/{id}/replay", EVENT.id())
                        .session(session)
                        .with(csrf()))
                .hasStatus(404)
                .bodyText()
                .contains("There is no such page");
    }

    @Test
    void aTokensSecretIsShownOnceAndWorks() {
        var answer = mvc.post()
                .uri("/office/tokens")
                .session(session)
                .with(csrf())
                .param("name", "nightly")
                .param("scopes", "REPORTS_READ", "EVENTS_REPLAY")
                .param("days", "90");
        assertThat(answer).hasStatusOk().bodyText().contains("The secret of nightly.", "replay damaged events");

        assertThat(page("/office/tokens")).contains("nightly").doesNotContain("The secret of");
        UUID token = tokens.of(admin).getFirst().id();
        assertThat(mvc.post()
                        .uri("/office/tokens/{id}/revocation", token)
                        .session(session)
                        .with(csrf()))
                .hasRedirectedUrl("/office/tokens?revoked");
        assertThat(page("/office/tokens")).contains("Revoked");
    }

    @ParameterizedTest
    @EnumSource
    void whateverATokenMayDoHasWords(Scope scope) {
        assertThat(page("/office/tokens")).containsPattern("name=\"scopes\" value=\"" + scope + "\"> [a-z]");
    }

    @Test
    void aTokenFormSaysWhatIsMissing() {
        assertThat(mvc.post()
                        .uri("/office/tokens")
                        .session(session)
                        .with(csrf())
                        .param("name", "a:b")
                        .param("days", "90"))
                .hasStatus(422)
                .bodyText()
                .contains("without a colon", "Choose at least one thing");
    }

    @Test
    void anAccountIsAddedGivenAnotherPasswordAndDisabled() {
        assertThat(mvc.post()
                        .uri("/office/accounts")
                        .session(session)
                        .with(csrf())
                        .param("email", "new@example.org")
                        .param("displayName", "New <b>")
                        .param("roles", "SUPPORT"))
                .hasStatusOk()
                .bodyText()
                .contains("The one-time password for new@example.org.", "New &lt;b&gt;");
        var added = accounts.byEmail("new@example.org").orElseThrow();
        assertThat(mvc.post()
                        .uri("/office/accounts/{id}/password", added.id())
                        .session(session)
                        .with(csrf()))
                .hasStatusOk()
                .bodyText()
                .contains("The one-time password for new@example.org.");
        assertThat(mvc.post()
                        .uri("/office/accounts/{id}/disabled", added.id())
                        .session(session)
                        .with(csrf())
                        .param("disabled", "true"))
                .hasRedirectedUrl("/office/accounts");
        assertThat(page("/office/accounts")).contains("(disabled)");
    }

    @Test
    void theTrailIsShownAndChecked() {
        assertThat(page("/office/audit")).contains("account.create");
        assertThat(page("/office/audit/verification")).contains("entries are as they were written.");
    }

    @Test
    void aBrokenTrailIsToldLoudly(@Autowired JdbcClient jdbc) {
        jdbc.sql("update staff_audit set subject = 'somebody else' where action = 'account.change-password'")
                .update();

        assertThat(page("/office/audit/verification"))
                .contains("The trail was tampered with.", "is not as it was written.");
    }

    private String page(String path) {
        var answer = mvc.get().uri(path).session(session).exchange();
        assertThat(answer).hasStatusOk();
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
