package org.standwith;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Stands for mistakes of ours, in an application that a test imports it into: the caller's words are thrown, or said back. */
@TestConfiguration(proxyBeanMethods = false)
public class Bug implements WebMvcConfigurer {

    /** The header whose value is thrown. */
    public static final String THROW = "X-Throw";

    /** The header whose value is thrown before there is any controller, so that the server itself tells of it. */
    public static final String THROW_EARLY = "X-Throw-Early";

    /** The header whose value is said back, as a bad request. */
    public static final String ECHO = "X-Echo";

    @Bean
    Filter early() {
        return (request, response, chain) -> {
            String thrown = ((HttpServletRequest) request).getHeader(THROW_EARLY);
            if (thrown != null) {
                throw new ServletException(thrown, new IllegalArgumentException(thrown));
            }
            chain.doFilter(request, response);
        };
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                    throws IOException {
                String thrown = request.getHeader(THROW);
                if (thrown != null) {
                    throw new IllegalStateException(thrown, new IllegalArgumentException(thrown));
                }
                String echoed = request.getHeader(ECHO);
                if (echoed != null) {
                    response.setStatus(400);
                    response.getWriter().write("Not understood: " + echoed);
                }
                return echoed == null;
            }
        });
    }
}
