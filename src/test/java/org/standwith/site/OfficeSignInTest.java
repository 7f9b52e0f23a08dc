package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.staff.Role;
import org.standwith.staff.StaffAccounts;

@SiteTest
class OfficeSignInTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private StaffAccounts accounts;

    @Test
    void aPersonSignsInAndOut() {
        colleagues.hire(Role.FINANCE);
        var session = Colleagues.signIn(mvc, "finance@example.org", Colleagues.PASSWORD);

        assertThat(mvc.get().uri("/office").session(session))
                .hasStatusOk()
                .bodyText()
                .contains("Ms. FINANCE");
        assertThat(mvc.post().uri("/office/sign-out").session(session).with(csrf()))
                .hasStatus(302)
                .hasRedirectedUrl("/office/sign-in?out");
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void aRefusalDoesNotTellWhoIsKnown() {
        colleagues.hire(Role.FINANCE);
        accounts.disable(colleagues.hire(Role.AUDITOR), "test");

        assertThat(attempt("finance@example.org", "wrong")).hasRedirectedUrl("/office/sign-in?refused");
        assertThat(attempt("nobody@example.org", "wrong")).hasRedirectedUrl("/office/sign-in?refused");
        assertThat(attempt("auditor@example.org", Colleagues.PASSWORD)).hasRedirectedUrl("/office/sign-in?refused");
        assertThat(mvc.get().uri("/office/sign-in?refused")).bodyText().contains("That did not work.");
    }

    @Test
    void aPageWithoutItsCsrfTokenDoesNothing() {
        colleagues.hire(Role.ADMIN);
        var session = Colleagues.signIn(mvc, "admin@example.org", Colleagues.PASSWORD);

        assertThat(mvc.post()
                        .uri("/office/accounts")
                        .session(session)
                        .param("email", "eve@example.org")
                        .param("displayName", "Eve")
                        .param("roles", "ADMIN"))
                .hasStatus(403);
        assertThat(accounts.byEmail("eve@example.org")).isEmpty();
        assertThat(mvc.post().uri("/office/sign-out").session(session)).hasStatus(403);
    }

    @Test
    void anApiCallThatRidesOnASessionNeedsItsCsrfToken() {
        colleagues.hire(Role.FINANCE);
        var session = Colleagues.signIn(mvc, "finance@example.org", Colleagues.PASSWORD);
        String replay = "/api/v1/damaged-events/00000000-0000-0000-0000-000000000000/replay";

        assertThat(mvc.post().uri(replay).session(session))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("A call that rides on a session has to carry its CSRF token.");
        assertThat(mvc.post().uri(replay)).hasStatus(401);
    }

    @Test
    void aSignInPageThatWasOpenForTooLongComesBack() {
        assertThat(mvc.post().uri("/office/sign-in").param("username", "a").param("password", "b"))
                .hasStatus(302)
                .hasRedirectedUrl("/office/sign-in?expired");
    }

    @Test
    void disablingAnAccountEndsItsSessions() {
        var id = colleagues.hire(Role.FINANCE);
        var session = Colleagues.signIn(mvc, "finance@example.org", Colleagues.PASSWORD);
        accounts.disable(id, "test");

        assertThat(mvc.get().uri("/office").session(session)).hasStatus(302);
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void aOneTimePasswordOnlyLeadsToTheNextOne() {
        String oneTime = accounts.create("new@example.org", "New", Set.of(Role.ADMIN), "test");
        var session = Colleagues.signIn(mvc, "new@example.org", oneTime);

        assertThat(mvc.get().uri("/office").session(session)).hasRedirectedUrl("/office/password");
        assertThat(mvc.get().uri("/office/accounts").session(session)).hasRedirectedUrl("/office/password");
        assertThat(mvc.get().uri("/api/v1/damaged-events").session(session)).hasStatus(403);
        assertThat(mvc.get().uri("/office/password").session(session)).hasStatusOk();
        assertThat(mvc.post()
                        .uri("/office/password")
                        .session(session)
                        .with(csrf())
                        .param("current", oneTime)
                        .param("next", "short"))
                .hasStatus(422)
                .bodyText()
                .contains("Take 12 to 72 characters.");
        assertThat(mvc.post()
                        .uri("/office/password")
                        .session(session)
                        .with(csrf())
                        .param("current", oneTime)
                        .param("next", "a much better one"))
                .hasRedirectedUrl("/office/sign-in?changed");
        var again = Colleagues.signIn(mvc, "new@example.org", "a much better one");
        assertThat(mvc.get().uri("/office/accounts").session(again)).hasStatusOk();
    }

    private MvcTestResult attempt(String name, String password) {
        return mvc.post()
                .uri("/office/sign-in")
                .with(csrf())
                .param("username", name)
                .param("password", password)
                .exchange();
    }
}
