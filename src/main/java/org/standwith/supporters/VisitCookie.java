package org.standwith.supporters;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import org.standwith.staff.Role;
import org.standwith.staff.Scope;
import org.standwith.staff.StaffAccounts;
import org.standwith.vault.Secret;

/**
 * Carries a session between a supporter's browser and the database. The cookie says nothing of whose site it is, ends with
 * the browser, and is out of scripts' reach.
 */
@Component
class VisitCookie implements SecurityContextRepository {

    static final String NAME = "visit";

    private final Sessions sessions;
    private final StaffAccounts staff;

    VisitCookie(Sessions sessions, StaffAccounts staff) {
        this.sessions = sessions;
        this.staff = staff;
    }

    @Override
    @SuppressWarnings("deprecation")
    public SecurityContext loadContext(HttpRequestResponseHolder exchange) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        secret(exchange.getRequest())
                .flatMap(sessions::find)
                .filter(this::stands)
                .ifPresent(who -> context.setAuthentication(new SupporterAuthentication(who, null)));
        return context;
    }

    /** Of a session that goes on, nothing is new. Whoever signs in again in one browser has one session there. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        if (context.getAuthentication() instanceof SupporterAuthentication someone) {
            Secret fresh = someone.fresh();
            if (fresh != null) {
                secret(request).ifPresent(sessions::end);
                response.addHeader(HttpHeaders.SET_COOKIE, cookie(fresh.reveal(), -1, request));
            }
        } else if (secret(request).isPresent()) {
            secret(request).ifPresent(sessions::end);
            response.addHeader(HttpHeaders.SET_COOKIE, cookie("", 0, request));
        }
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return secret(request).flatMap(sessions::find).filter(this::stands).isPresent();
    }

    /** Staff whose account was disabled, or who are here for something else by now, act for nobody any more. */
    private boolean stands(SignedIn who) {
        String actor = who.actor();
        return actor == null
                || staff.byEmail(actor)
                        .filter(each ->
                                !each.disabled() && Role.scopesOf(each.roles()).contains(Scope.SUPPORTERS_HELP))
                        .isPresent();
    }

    private static Optional<Secret> secret(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, NAME))
                .map(Cookie::getValue)
                .flatMap(Secret::read);
    }

    private static String cookie(String value, long age, HttpServletRequest request) {
        return ResponseCookie.from(NAME, value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(age)
                .build()
                .toString();
    }
}
