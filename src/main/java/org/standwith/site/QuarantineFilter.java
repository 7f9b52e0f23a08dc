package org.standwith.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.standwith.vault.Quarantine;

/** While a restored database has not been told who was erased, nobody gets an answer but those who watch over us. */
class QuarantineFilter extends OncePerRequestFilter {

    private final Quarantine quarantine;
    private final ProblemWriter problems;

    QuarantineFilter(Quarantine quarantine, ProblemWriter problems) {
        this.problems = problems;
        this.quarantine = quarantine;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !quarantine.isClosed() || request.getRequestURI().startsWith("/actuator/health");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        problems.write(ErrorAnswers.unavailable(), response);
    }
}
