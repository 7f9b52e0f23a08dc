package org.standwith.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How Spring Security's filters, which come before any controller, say no to a program. */
@Component
class ProblemWriter implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** The same for no token, an unknown name and a wrong secret. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        write(
                ErrorAnswer.of(HttpStatus.UNAUTHORIZED, "Come with an API token that is valid.")
                        .with(HttpHeaders.WWW_AUTHENTICATE, ApiTokenFilter.CHALLENGE),
                response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        String detail = denied instanceof CsrfException
                ? "A call that rides on a session has to carry its CSRF token."
                : "You may not do that.";
        write(ErrorAnswer.of(HttpStatus.FORBIDDEN, detail), response);
    }

    /** What is not listed does not exist, and nobody is asked to sign in for it. */
    void nothingThere(HttpServletRequest request, HttpServletResponse response, AuthenticationException anonymous)
            throws IOException {
        if (Paths.isForPrograms(request.getRequestURI())) {
            write(ErrorAnswer.of(HttpStatus.NOT_FOUND, "There is nothing at this address."), response);
        } else {
            response.sendError(HttpStatus.NOT_FOUND.value());
        }
    }

    void write(ErrorAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status().value());
        answer.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(answer.body()));
    }
}
