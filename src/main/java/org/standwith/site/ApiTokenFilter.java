package org.standwith.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.standwith.staff.ApiTokens;
import org.standwith.staff.StaffMember;

/**
 * Lets a program in by its API token, as bearer or as the password of HTTP Basic.
 *
 * <p>Whoever sends an {@code Authorization} header is judged by it alone: a session that comes along does not help, or
 * else such a call could ride on it without a CSRF token.
 */
class ApiTokenFilter extends OncePerRequestFilter {

    /**
     * Basic is not in the challenge, though it is taken: a browser that is asked for it keeps the answer and sends it along
     * with forged requests.
     */
    static final String CHALLENGE = "Bearer realm=\"Standwith\"";

    private final ApiTokens tokens;
    private final ProblemWriter problems;

    ApiTokenFilter(ApiTokens tokens, ProblemWriter problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            chain.doFilter(request, response);
            return;
        }
        Optional<StaffMember> caller;
        try {
            caller = caller(header);
        } catch (DataAccessException | TransactionException e) {
            problems.write(ErrorAnswers.to(e), response);
            return;
        }
        if (caller.isEmpty()) {
            SecurityContextHolder.clearContext();
            problems.commence(request, response, new BadCredentialsException("Not a valid token"));
            return;
        }
        StaffMember member = caller.get();
        SecurityContextHolder.setContext(new SecurityContextImpl(
                UsernamePasswordAuthenticationToken.authenticated(member, null, member.getAuthorities())));
        chain.doFilter(request, response);
    }

    private Optional<StaffMember> caller(String header) {
        int space = header.indexOf(' ');
        String scheme = space < 0 ? header : header.substring(0, space);
        String value = header.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Bearer")) {
            return tokens.bearer(value);
        }
        return scheme.equalsIgnoreCase("Basic") ? basic(value) : Optional.empty();
    }

    private Optional<StaffMember> basic(String encoded) {
        String credentials;
        try {
            credentials = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = credentials.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : tokens.named(credentials.substring(0, colon), credentials.substring(colon + 1));
    }
}
