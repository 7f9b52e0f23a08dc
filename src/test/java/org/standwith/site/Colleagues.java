package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.staff.ApiTokens;
import org.standwith.staff.Role;
import org.standwith.staff.Scope;
import org.standwith.staff.StaffAccounts;

/** People to try things as. */
class Colleagues {

    static final String PASSWORD = "correct horse battery";

    private final StaffAccounts accounts;
    private final ApiTokens tokens;

    Colleagues(StaffAccounts accounts, ApiTokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    static String emailOf(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-') + "@example.org";
    }

    /** An account of this role, whose password is {@link #PASSWORD}. */
    UUID hire(Role role) {
        String oneTime = accounts.create(emailOf(role), "Ms. " + role, Set.of(role), "test");
        UUID id = accounts.byEmail(emailOf(role)).orElseThrow().id();
        accounts.changePassword(id, oneTime, PASSWORD);
        return id;
    }

    /** The secret of a token, named {@code script}, that may do all that its owner may. */
    String tokenOf(UUID owner, Role role) {
        return tokenOf(owner, role.scopes());
    }

    String tokenOf(UUID owner, Set<Scope> scopes) {
        return tokens.issue(owner, "script", EnumSet.copyOf(scopes), Duration.ofDays(1))
                .secret();
    }

    /** Signs in as a browser does. */
    static MockHttpSession signIn(MockMvcTester mvc, String name, String password) {
        var answer = mvc.post()
                .uri("/office/sign-in")
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .param("username", name)
                .param("password", password)
                .exchange();
        assertThat(answer).hasStatus(302).hasRedirectedUrl("/office");
        HttpSession session = answer.getRequest().getSession(false);
        return (MockHttpSession) Objects.requireNonNull(session);
    }
}
