package org.standwith.payments.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Takes webhooks the short way to {@link WebhookApi}: past all that looks after browsers and people who sign in, which takes
 * longer than everything that is done about a webhook. Whatever is not quite one goes the long way, and is told so there.
 */
@Component
@FilterRegistration(urlPatterns = "/webhooks/*")
// After the quarantine, and after what counts and times requests.
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class WebhookLane extends OncePerRequestFilter {

    private static final Pattern WEBHOOK = Pattern.compile("/webhooks/([A-Za-z0-9]{1,16})");

    private final WebhookApi api;
    private final HandlerExceptionResolver failures;

    WebhookLane(WebhookApi api, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.api = api;
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Matcher webhook = WEBHOOK.matcher(request.getRequestURI());
        if (!request.getMethod().equals("POST") || !webhook.matches()) {
            chain.doFilter(request, response);
            return;
        }
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(counted -> counted.setPathPattern(WebhookApi.PATH));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            api.receive(webhook.group(1), request, response);
        } catch (RuntimeException | IOException e) {
            if (failures.resolveException(request, response, null, e) == null) {
                throw e;
            }
        }
    }
}
