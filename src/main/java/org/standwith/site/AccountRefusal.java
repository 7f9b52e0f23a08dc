package org.standwith.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.standwith.pages.Spoken;
import org.standwith.supporters.AccountSecurity;

/** How the account says no: people are led to where they sign in, programs are told. */
class AccountRefusal implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ProblemWriter problems;

    AccountRefusal(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (Paths.isForPrograms(request.getRequestURI())) {
            problems.write(
                    ErrorAnswer.of(HttpStatus.UNAUTHORIZED, "No supporter is signed in in this browser."), response);
        } else {
            response.sendRedirect(AccountSecurity.SIGN_IN + Spoken.after(request));
        }
    }

    /** Whoever sent a form that was open for too long is not told that they may not do it, but where to go on. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof CsrfException) {
            response.sendRedirect(AccountSecurity.signIn(request, "stale"));
        } else {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }
}
