package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.staff.ApiTokens;
import org.standwith.staff.Role;
import org.standwith.staff.Scope;
import org.standwith.staff.StaffAccounts;

@SiteTest
class ApiTokenSignInTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private ApiTokens tokens;

    @Autowired
    private StaffAccounts accounts;

    private UUID owner;

    private String secret;

    @BeforeEach
    void aColleagueHasAToken() {
        owner = colleagues.hire(Role.FINANCE);
        secret = colleagues.tokenOf(owner, Role.FINANCE);
    }

    @Test
    void aTokenSignsInAsBearer() {
        assertThat(call("Bearer " + secret)).hasStatusOk();
    }

    @Test
    void aTokenSignsInAsThePasswordOfItsName() {
        assertThat(call(basic("script", secret))).hasStatusOk();
    }

    @Test
    void aTokenLeavesNoSession() {
        assertThat(call("Bearer " + secret).getRequest().getSession(false)).isNull();
    }

    @Test
    void nobodyIsToldToComeWithAToken() {
        var answer = mvc.get().uri("/api/v1/damaged-events").exchange();

        assertThat(answer)
                .hasStatus(401)
                .hasContentType("application/problem+json")
                .hasHeader("WWW-Authenticate", "Bearer realm=\"Standwith\"")
                .bodyJson()
                .isStrictlyEqualTo("""
                    {"type": "urn:standwith:problem:unauthenticated", "title": "Unauthorized", "status": 401,
                     "detail": "Come with an API token that is valid."}\
                    """);
    }

    @Test
    void whateverIsWrongWithCredentialsTheAnswerIsTheSame() throws Exception {
        var expected = call("Bearer unknown");

        assertSame(call(basic("nobody", "unknown")), expected);
        assertSame(call(basic("script", "wrong")), expected);
        assertSame(call(basic("other-name", secret)), expected);
        assertSame(call("Basic not-base-64!"), expected);
        assertSame(
                call("Basic " + Base64.getEncoder().encodeToString("nocolon".getBytes(StandardCharsets.UTF_8))),
                expected);
        assertSame(call("Digest " + secret), expected);
        assertSame(call(""), expected);
        tokens.revoke(owner, tokens.of(owner).getFirst().id());
        assertSame(call("Bearer " + secret), expected);
    }

    @Test
    void anAccountsPasswordIsNoToken() {
        assertThat(call(basic("finance@example.org", Colleagues.PASSWORD))).hasStatus(401);
        assertThat(call("Bearer " + Colleagues.PASSWORD)).hasStatus(401);
    }

    @Test
    void aDisabledOwnersTokenIsRefused() {
        accounts.disable(owner, "test");

        assertThat(call("Bearer " + secret)).hasStatus(401);
    }

    @Test
    void aTokenDoesNoMoreThanItsScopes() {
        String reader = colleagues.tokenOf(owner, Set.of(Scope.REPORTS_READ));

        assertThat(mvc.post()
                        .uri("/api/v1/damaged-events/{id}/replay", UUID.randomUUID())
                        .header("Authorization", "Bearer " + reader))
                .hasStatus(403)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:standwith:problem:forbidden");
    }

    @Test
    void aSessionDoesNotHelpAWrongToken() {
        var session = Colleagues.signIn(mvc, "finance@example.org", Colleagues.PASSWORD);

        assertThat(mvc.get().uri("/api/v1/damaged-events").session(session)).hasStatusOk();
        assertThat(mvc.get().uri("/api/v1/damaged-events").session(session).header("Authorization", "Bearer wrong"))
                .hasStatus(401);
    }

    @Test
    void aTokenDoesNotOpenTheOffice() {
        assertThat(mvc.get().uri("/office").header("Authorization", "Bearer " + secret))
                .hasStatus(302)
                .redirectedUrl()
                .endsWith("/office/sign-in");
    }

    private MvcTestResult call(String authorization) {
        return mvc.get()
                .uri("/api/v1/damaged-events")
                .header("Authorization", authorization)
                .exchange();
    }

    private static String basic(String name, String token) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + token).getBytes(StandardCharsets.UTF_8));
    }

    private static void assertSame(MvcTestResult actual, MvcTestResult expected) throws Exception {
        var answer = actual.getResponse();
        assertThat(answer.getStatus())
                .isEqualTo(expected.getResponse().getStatus())
                .isEqualTo(401);
        assertThat(answer.getContentAsString()).isEqualTo(expected.getResponse().getContentAsString());
        assertThat(answer.getHeaderNames()).isEqualTo(expected.getResponse().getHeaderNames());
        assertThat(answer.getHeader("WWW-Authenticate"))
                .isEqualTo(expected.getResponse().getHeader("WWW-Authenticate"));
    }
}
