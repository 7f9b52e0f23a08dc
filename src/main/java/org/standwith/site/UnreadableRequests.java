package org.standwith.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells a caller that the request is broken, where the server finds that out too late: it reads parameters and bodies when
 * somebody asks for them, which may be any filter, and takes what then fails for a fault of ours.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnreadableRequests extends OncePerRequestFilter {

    private static boolean isForm(HttpServletRequest request) {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        return type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (request.getMethod().equals("GET") || isForm(request)) {
                // Or else it is found out by whatever asks first, which may be a page that is half written.
                request.getParameterMap();
            }
            chain.doFilter(request, response);
        } catch (InvalidParameterException | BadRequestException unreadable) {
            refuse(unreadable, response);
        } catch (ServletException failure) {
            @Nullable Throwable cause = failure.getCause();
            if (!(cause instanceof InvalidParameterException || cause instanceof BadRequestException)) {
                throw failure;
            }
            refuse(cause, response);
        }
    }

    private static void refuse(Throwable unreadable, HttpServletResponse response) throws IOException {
        if (!response.isCommitted()) {
            response.sendError(ErrorAnswers.to(unreadable).status().value());
        }
    }
}
