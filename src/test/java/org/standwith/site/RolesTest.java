package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.payments.DamagedEvents;
import org.standwith.problem.Problem;
import org.standwith.problem.Problem.Kind;
import org.standwith.staff.Role;

@SiteTest
class RolesTest {

    private static final List<Call> CALLS = List.of(
            get("/api/v1/reports/income", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            get("/api/v1/damaged-events", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            get("/api/v1/reconciliations", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            post("/api/v1/reconciliations", "FINANCE ADMIN"),
            post("/api/v1/damaged-events/00000000-0000-0000-0000-000000000000/replay", "FINANCE ADMIN"),
            get("/api/v1/refunds", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            get("/api/v1/refunds/00000000-0000-0000-0000-000000000000", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            post("/api/v1/refunds", "FINANCE ADMIN"),
            get("/office/refunds", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            get("/office/refunds/00000000-0000-0000-0000-000000000000", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            post("/office/refunds", "FINANCE ADMIN"),
            post("/office/refunds/payment", "FINANCE ADMIN"),
            post("/office/refunds/00000000-0000-0000-0000-000000000000/wanted", "FINANCE ADMIN"),
            post("/office/refunds/00000000-0000-0000-0000-000000000000/approval", "FINANCE ADMIN"),
            post("/office/refunds/00000000-0000-0000-0000-000000000000/refusal", "FINANCE ADMIN"),
            post("/office/refunds/00000000-0000-0000-0000-000000000000/another-try", "FINANCE ADMIN"),
            post("/office/refunds/00000000-0000-0000-0000-000000000000/end", "FINANCE ADMIN"),
            get("/office/unsettled", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            post("/office/unsettled/00000000-0000-0000-0000-000000000000/question", "FINANCE ADMIN"),
            get("/office", "FINANCE_VIEWER FINANCE SUPPORT ADMIN AUDITOR"),
            get("/office/password", "FINANCE_VIEWER FINANCE SUPPORT ADMIN AUDITOR"),
            get("/office/tokens", "FINANCE_VIEWER FINANCE SUPPORT ADMIN AUDITOR"),
            get("/office/damaged-events", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            post("/office/damaged-events/00000000-0000-0000-0000-000000000000/replay", "FINANCE ADMIN"),
            get("/office/reconciliation", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            post("/office/reconciliation", "FINANCE ADMIN"),
            get("/office/reconciliation/payouts", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            get("/office/discrepancies", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            post("/office/discrepancies/00000000-0000-0000-0000-000000000000/take", "FINANCE ADMIN"),
            post("/office/discrepancies/00000000-0000-0000-0000-000000000000/resolve", "FINANCE ADMIN"),
            get("/office/set-up", "FINANCE_VIEWER FINANCE ADMIN AUDITOR"),
            get("/office/audit", "ADMIN AUDITOR"),
            get("/office/audit/verification", "ADMIN AUDITOR"),
            get("/office/accounts", "ADMIN"),
            post("/office/accounts", "ADMIN"),
            get("/api/v1/imports", "ADMIN"),
            post("/api/v1/imports", "ADMIN"),
            get("/office/imports", "ADMIN"),
            post("/office/imports", "ADMIN"),
            post("/office/imports/00000000-0000-0000-0000-000000000000/carry-out", "ADMIN"),
            get("/office/keys", "ADMIN"),
            post("/office/keys", "ADMIN"),
            get("/office/policy", "SUPPORT ADMIN"),
            post("/office/policy", "SUPPORT ADMIN"),
            post("/office/policy/raise", "SUPPORT ADMIN"),
            get("/office/policy/00000000-0000-0000-0000-000000000000", "SUPPORT ADMIN"),
            post("/office/policy/00000000-0000-0000-0000-000000000000/approve", "SUPPORT ADMIN"),
            post("/office/policy/00000000-0000-0000-0000-000000000000/reject", "SUPPORT ADMIN"),
            get("/office/reminders", "SUPPORT ADMIN"),
            post("/office/reminders", "SUPPORT ADMIN"),
            get("/office/supporter", "SUPPORT ADMIN"),
            post("/office/supporter", "SUPPORT ADMIN"),
            get("/office/not-listed", ""));

    private record Call(HttpMethod method, String path, List<String> allowed) {}

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private DamagedEvents damaged;

    @Autowired
    private Colleagues colleagues;

    @ParameterizedTest
    @CsvSource({"FINANCE_VIEWER", "FINANCE", "SUPPORT", "ADMIN", "AUDITOR"})
    void eachRoleMayDoWhatItIsHereFor(Role role) {
        colleagues.hire(role);
        given(damaged.replay(any())).willThrow(new Problem(Kind.NOT_FOUND, "no-damaged-event", "None."));
        MockHttpSession session = Colleagues.signIn(mvc, Colleagues.emailOf(role), Colleagues.PASSWORD);

        for (Call call : CALLS) {
            var answer = mvc.method(call.method)
                    .uri(call.path)
                    .session(session)
                    .with(csrf())
                    .exchange();
            assertThat(answer.getResponse().getStatus() != 403)
                    .as("%s %s %s", role, call.method, call.path)
                    .isEqualTo(call.allowed.contains(role.name()));
        }
    }

    @ParameterizedTest
    @CsvSource({"/office", "/office/tokens", "/office/audit", "/office/accounts", "/office/password", "/office/nothing"
    })
    void whoeverIsNotSignedInIsLedThere(String path) {
        assertThat(mvc.get().uri(path)).hasStatus(302).redirectedUrl().endsWith("/office/sign-in");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/unlisted, 404",
        "/api/v2/reports, 404",
        "/actuator/env, 404",
        "/api/v1/reports/income, 401",
        "/actuator/health/liveness, 200",
        "/v3/api-docs, 200"
    })
    void whatIsNotListedDoesNotExist(String path, int status) {
        assertThat(mvc.get().uri(path)).hasStatus(status);
    }

    private static Call get(String path, String allowed) {
        return new Call(HttpMethod.GET, path, List.of(allowed.split(" ")));
    }

    private static Call post(String path, String allowed) {
        return new Call(HttpMethod.POST, path, List.of(allowed.split(" ")));
    }
}
