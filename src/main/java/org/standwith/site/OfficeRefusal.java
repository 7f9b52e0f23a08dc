package org.standwith.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.standwith.staff.StaffMember;

/** How the office says no: where there is a way on, it leads there. */
class OfficeRefusal implements AccessDeniedHandler {

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (mustChangePassword()) {
            response.sendRedirect("/office/password");
        } else if (request.getRequestURI().equals("/office/sign-in")) {
            // The page was open for longer than the session that its token belongs to.
            response.sendRedirect("/office/sign-in?expired");
        } else {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }

    private static boolean mustChangePassword() {
        Authentication current = SecurityContextHolder.getContext().getAuthentication();
        return current != null && current.getPrincipal() instanceof StaffMember member && member.mustChangePassword();
    }
}
