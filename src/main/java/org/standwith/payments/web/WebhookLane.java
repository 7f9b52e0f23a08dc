package org.standwith.payments.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Takes webhooks the short way to {@link WebhookApi}: past all that looks after browsers and people who sign in, which takes
 * longer than everything that is done about a webhook. Whatever is not quite one goes the long way, and is told so there.
 */
class WebhookLane extends OncePerRequestFilter {

    @Configuration(proxyBeanMethods = false)
    static class Registration {

        @Bean
        FilterRegistrationBean<WebhookLane> webhookLane(
                WebhookApi api, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
            var lane = new FilterRegistrationBean<>(new WebhookLane(api, failures));
            lane.addUrlPatterns("/webhooks/*");
            // After the quarantine, and after what counts and times requests.
            lane.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
            return lane;
        }
    }

    private static final Pattern WEBHOOK = Pattern.compile("/webhooks/([A-Za-z0-9]{1,16})");

    private final WebhookApi api;
    private final HandlerExceptionResolver failures;

    private WebhookLane(WebhookApi api, HandlerExceptionResolver failures) {
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
