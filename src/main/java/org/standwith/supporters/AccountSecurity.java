package org.standwith.supporters;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.ott.OneTimeTokenAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Component;
import org.standwith.pages.Spoken;

/** How what is for supporters is kept for those who are signed in. */
@Component
public class AccountSecurity extends AbstractHttpConfigurer<AccountSecurity, HttpSecurity> {

    /** Everything that a supporter's session opens, and where it is opened. */
    public static final List<String> PATHS = List.of("/account", "/account/**", "/api/v1/membership", "/api/v1/passes");

    /** Where whoever is not signed in is led. */
    public static final String SIGN_IN = "/account/sign-in";

    private final Entry entry;
    private final VisitCookie cookie;

    AccountSecurity(Entry entry, VisitCookie cookie) {
        this.entry = entry;
        this.cookie = cookie;
    }

    @Override
    public void init(HttpSecurity http) {
        // Not deferred: a page that is sent in pieces could no longer set the cookie by the time it writes the form.
        XorCsrfTokenRequestAttributeHandler atOnce = new XorCsrfTokenRequestAttributeHandler();
        atOnce.setCsrfRequestAttributeName(null);
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("form");
        tokens.setCookiePath("/account");
        tokens.setCookieCustomizer(each -> each.sameSite("Lax"));
        http.securityContext(
                        context -> context.securityContextRepository(cookie).requireExplicitSave(true))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .formLogin(form -> form.disable())
                .httpBasic(basic -> basic.disable())
                // Calls of a website's own script tell their caller something, and change nothing.
                .csrf(csrf -> csrf.csrfTokenRepository(tokens)
                        .csrfTokenRequestHandler(atOnce)
                        .ignoringRequestMatchers("/api/**"))
                .logout(logout -> logout.logoutUrl("/account/sign-out")
                        .addLogoutHandler(AccountSecurity::forget)
                        .logoutSuccessHandler(
                                (request, response, who) -> response.sendRedirect(signIn(request, "out"))));
    }

    /** The page on which one signs in, in the language that was chosen, with a word on why. */
    public static String signIn(HttpServletRequest request, String told) {
        return Spoken.with(request, SIGN_IN, told);
    }

    /** A browser that staff acts in for somebody keeps what it has of the office. */
    private static void forget(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who) {
        if (who != null && who.getPrincipal() instanceof SignedIn someone && someone.actor() == null) {
            response.setHeader("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
        }
    }

    @Override
    public void configure(HttpSecurity http) {
        OneTimeTokenAuthenticationFilter links = new OneTimeTokenAuthenticationFilter();
        links.setAuthenticationManager(entry::byLink);
        links.setRequiresAuthenticationRequestMatcher(
                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, LinkErrands.PATH));
        links.setSecurityContextRepository(cookie);
        links.setAuthenticationSuccessHandler(
                (request, response, who) -> response.sendRedirect("/account" + Spoken.after(request)));
        links.setAuthenticationFailureHandler(
                (request, response, failure) -> response.sendRedirect(signIn(request, "over")));
        http.addFilterBefore(links, UsernamePasswordAuthenticationFilter.class);
    }
}
