package org.standwith.site;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * In which language pages speak: the one chosen by the address, else the first of the browser's that we have, else English.
 * The choice lives in addresses and forms alone: a cookie would be one more thing to be found on somebody's phone. Staff's
 * pages are in English.
 */
@Configuration(proxyBeanMethods = false)
class Languages implements WebMvcConfigurer {

    private static final String CHOICE = "locale";
    private static final String SET = Languages.class.getName() + ".set";

    private final List<Locale> known;

    Languages(MessageSource messages) {
        this.known = List.of(
                named(messages.getMessage("language", null, Locale.ENGLISH)),
                named(messages.getMessage("language.other", null, Locale.ENGLISH)));
    }

    @Bean
    LocaleResolver localeResolver() {
        return new Resolver();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Links()).excludePathPatterns("/office", "/office/**", "/api/**");
    }

    private Optional<Locale> ours(@Nullable Locale asked) {
        return known.stream()
                .filter(each -> asked != null && each.getLanguage().equals(asked.getLanguage()))
                .findFirst();
    }

    private Optional<Locale> chosen(HttpServletRequest request) {
        try {
            String choice = request.getParameter(CHOICE);
            return choice == null ? Optional.empty() : ours(Locale.forLanguageTag(choice));
        } catch (InvalidParameterException e) {
            // The page that says that the request cannot be read speaks some language, too.
            return Optional.empty();
        }
    }

    private static Locale named(String tag) {
        return Locale.forLanguageTag(tag);
    }

    private final class Resolver implements LocaleResolver {

        @Override
        public Locale resolveLocale(HttpServletRequest request) {
            if (isStaffs(request)) {
                return Locale.ENGLISH;
            }
            return ours((Locale) request.getAttribute(SET))
                    .or(() -> chosen(request))
                    .or(() -> Collections.list(request.getLocales()).stream()
                            .flatMap(each -> ours(each).stream())
                            .findFirst())
                    .orElse(known.getFirst());
        }

        /** For this answer only. */
        @Override
        public void setLocale(
                HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
            request.setAttribute(SET, locale);
        }

        private static boolean isStaffs(HttpServletRequest request) {
            Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
            String path = failed == null ? request.getRequestURI() : failed.toString();
            return path.equals("/office") || path.startsWith("/office/");
        }
    }

    /** Tells pages the address of the same one in the other language, and what links have to carry of the choice so far. */
    private final class Links implements HandlerInterceptor {

        private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

        @Override
        public void postHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
            if (page == null || page.getViewName() == null) {
                return;
            }
            chosen(request).ifPresent(choice -> page.addObject("spoken", "?" + CHOICE + "=" + choice.toLanguageTag()));
            // A page that cannot be found by its address alone says itself where it is.
            if (request.getMethod().equals("GET") && !page.getModel().containsKey("elsewise")) {
                page.addObject("elsewise", request.getRequestURI() + "?" + others(request) + CHOICE + "=");
            }
        }

        /** Of the rest of the address only what pages of ours put there. */
        private static String others(HttpServletRequest request) {
            StringBuilder others = new StringBuilder();
            for (String name : List.of("currency", "campaign", "note")) {
                String value = request.getParameter(name);
                if (value != null && PLAIN.matcher(value).matches()) {
                    others.append(name).append('=').append(value).append('&');
                }
            }
            return others.toString();
        }
    }
}
