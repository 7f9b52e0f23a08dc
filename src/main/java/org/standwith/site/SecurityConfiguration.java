package org.standwith.site;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.standwith.staff.Scope.AUDIT_READ;
import static org.standwith.staff.Scope.EVENTS_REPLAY;
import static org.standwith.staff.Scope.IMPORT_RUN;
import static org.standwith.staff.Scope.KEYS_ROTATE;
import static org.standwith.staff.Scope.POLICY_DECIDE;
import static org.standwith.staff.Scope.RECONCILIATION_RUN;
import static org.standwith.staff.Scope.REFUND;
import static org.standwith.staff.Scope.REMINDERS_STOP;
import static org.standwith.staff.Scope.REPORTS_READ;
import static org.standwith.staff.Scope.STAFF;
import static org.standwith.staff.Scope.SUPPORTERS_HELP;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.standwith.staff.ApiTokens;
import org.standwith.staff.StaffAccounts;
import org.standwith.staff.StaffMember;
import org.standwith.supporters.AccountSecurity;
import org.standwith.supporters.Entry;
import org.standwith.vault.Quarantine;

/**
 * Who may call what: four chains, for staff's programs, staff's pages, supporters and everybody. What none of them names does not
 * exist.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Reports and what else staff's programs call, by API token or on a session. */
    @Bean
    @Order(1)
    SecurityFilterChain staffApi(
            HttpSecurity http, Headers headers, ProblemWriter problems, ApiTokens tokens, StaffAccounts accounts) {
        return http.securityMatcher(
                        "/api/v1/reports/**",
                        "/api/v1/damaged-events/**",
                        "/api/v1/reconciliations/**",
                        "/api/v1/refunds/**",
                        "/api/v1/imports/**")
                .authorizeHttpRequests(calls -> calls.requestMatchers(POST, "/api/v1/damaged-events/**")
                        .hasAuthority(EVENTS_REPLAY.authority())
                        .requestMatchers(POST, "/api/v1/reconciliations/**")
                        .hasAuthority(RECONCILIATION_RUN.authority())
                        .requestMatchers(POST, "/api/v1/refunds/**")
                        .hasAuthority(REFUND.authority())
                        .requestMatchers("/api/v1/imports/**")
                        .hasAuthority(IMPORT_RUN.authority())
                        .anyRequest()
                        .hasAuthority(REPORTS_READ.authority()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(cache -> cache.disable())
                .formLogin(form -> form.disable())
                .httpBasic(basic -> basic.disable())
                .logout(logout -> logout.disable())
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(SecurityConfiguration::ridesOnSession))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .addFilterBefore(new StandingFilter(accounts), CsrfFilter.class)
                .addFilterBefore(new ApiTokenFilter(tokens, problems), AnonymousAuthenticationFilter.class)
                .headers(headers)
                .build();
    }

    /** The pages of staff. */
    @Bean
    @Order(2)
    SecurityFilterChain office(HttpSecurity http, Headers headers, StaffAccounts accounts) {
        return http.securityMatcher("/office", "/office/**")
                .authorizeHttpRequests(pages -> pages.requestMatchers("/office/sign-in")
                        .permitAll()
                        .requestMatchers("/office/password")
                        .authenticated()
                        .requestMatchers("/office", "/office/tokens/**")
                        .hasAuthority(StaffMember.SETTLED)
                        .requestMatchers(POST, "/office/damaged-events/**")
                        .hasAuthority(EVENTS_REPLAY.authority())
                        .requestMatchers("/office/damaged-events/**")
                        .hasAuthority(REPORTS_READ.authority())
                        .requestMatchers(POST, "/office/refunds/**")
                        .hasAuthority(REFUND.authority())
                        .requestMatchers("/office/refunds/**")
                        .hasAuthority(REPORTS_READ.authority())
                        .requestMatchers(POST, "/office/unsettled/**")
                        .hasAuthority(EVENTS_REPLAY.authority())
                        .requestMatchers("/office/unsettled/**")
                        .hasAuthority(REPORTS_READ.authority())
                        .requestMatchers(POST, "/office/reconciliation/**", "/office/discrepancies/**")
                        .hasAuthority(RECONCILIATION_RUN.authority())
                        .requestMatchers("/office/reconciliation/**", "/office/discrepancies/**")
                        .hasAuthority(REPORTS_READ.authority())
                        .requestMatchers("/office/set-up")
                        .hasAuthority(REPORTS_READ.authority())
                        .requestMatchers("/office/audit/**")
                        .hasAuthority(AUDIT_READ.authority())
                        .requestMatchers("/office/imports/**")
                        .hasAuthority(IMPORT_RUN.authority())
                        .requestMatchers("/office/keys/**")
                        .hasAuthority(KEYS_ROTATE.authority())
                        .requestMatchers("/office/policy/**")
                        .hasAuthority(POLICY_DECIDE.authority())
                        .requestMatchers("/office/reminders")
                        .hasAuthority(REMINDERS_STOP.authority())
                        .requestMatchers("/office/supporter")
                        .hasAuthority(SUPPORTERS_HELP.authority())
                        .requestMatchers("/office/accounts/**")
                        .hasAuthority(STAFF.authority())
                        .anyRequest()
                        .denyAll())
                .formLogin(form -> form.loginPage("/office/sign-in")
                        .successHandler(backToThePage())
                        .failureUrl("/office/sign-in?refused"))
                .logout(logout -> logout.logoutUrl("/office/sign-out")
                        .logoutSuccessUrl("/office/sign-in?out")
                        .addLogoutHandler((request, response, who) ->
                                response.setHeader(Headers.CLEAR_SITE_DATA, Headers.EVERYTHING)))
                .exceptionHandling(handling -> handling.accessDeniedHandler(new OfficeRefusal()))
                .addFilterBefore(new StandingFilter(accounts), CsrfFilter.class)
                .headers(headers)
                .build();
    }

    /** The pages of supporters, and what a website asks about whoever is signed in. */
    @Bean
    @Order(3)
    SecurityFilterChain supporters(
            HttpSecurity http, Headers headers, ProblemWriter problems, Origins origins, AccountSecurity security) {
        return http.securityMatcher(AccountSecurity.PATHS.toArray(String[]::new))
                .with(security, Customizer.withDefaults())
                .authorizeHttpRequests(
                        pages -> pages.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(AccountSecurity.SIGN_IN, AccountSecurity.SIGN_IN + "/**")
                                .permitAll()
                                .anyRequest()
                                .hasAuthority(Entry.AUTHORITY))
                .cors(cors -> cors.configurationSource(origins))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(new AccountRefusal(problems))
                        .accessDeniedHandler(new AccountRefusal(problems)))
                .headers(headers)
                .build();
    }

    /**
     * What is for everybody. Nothing here knows who calls, so there is no session, and no CSRF token either: a forged form
     * could only do what the forger can do himself. It opens a checkout, which takes no money until the visitor pays at the
     * provider, or asks for a reminder, which the address has to confirm.
     */
    @Bean
    @Order(4)
    SecurityFilterChain everybody(
            HttpSecurity http, Headers headers, ProblemWriter problems, Origins origins, Environment environment) {
        return http.authorizeHttpRequests(calls -> calls.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(
                                "/",
                                "/remind",
                                "/remind/**",
                                "/return/**",
                                "/checkouts/**",
                                "/note",
                                "/answer",
                                "/error")
                        .permitAll()
                        .requestMatchers("/checkout/**", "/other-ways", "/leave", "/farewell/**", "/privacy", "/terms")
                        .permitAll()
                        .requestMatchers(GET, "/widget.js", "/*.css", "/*.js", "/*.svg", "/*.png", "/*.ico")
                        .permitAll()
                        .requestMatchers(GET, "/robots.txt", "/static/**", "/images/**", "/.well-known/**")
                        .permitAll()
                        .requestMatchers("/api/v1/contribution-options", "/api/v1/checkouts", "/api/v1/checkouts/**")
                        .permitAll()
                        .requestMatchers("/api/v1/reminders")
                        .permitAll()
                        .requestMatchers(GET, "/api/v1/challenges")
                        .permitAll()
                        .requestMatchers("/webhooks/**", "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml")
                        .permitAll()
                        .requestMatchers("/actuator/health/**")
                        .permitAll()
                        // Whoever reads these again and again sees when somebody gives.
                        .requestMatchers("/actuator/prometheus")
                        .access((caller, call) -> new AuthorizationDecision(
                                ManagementPortType.get(environment) == ManagementPortType.DIFFERENT))
                        // Handled in test-run only; the production jar has nothing there.
                        .requestMatchers("/sandbox", "/sandbox/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.disable())
                .formLogin(form -> form.disable())
                .httpBasic(basic -> basic.disable())
                .logout(logout -> logout.disable())
                .cors(cors -> cors.configurationSource(origins))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(problems::nothingThere))
                .headers(headers)
                .build();
    }

    /**
     * Proxies add headers in UTF-8, such as names of cities, which read as Latin-1 have control characters. A webhook must
     * not fail over them; what could split a header does not get past the server.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(value -> value.chars().noneMatch(each -> each < ' ' && each != '\t'));
        return firewall;
    }

    /** Requests are counted and timed as a whole; to do so for each filter costs as much as the filters do. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Before everything else. */
    @Bean
    FilterRegistrationBean<QuarantineFilter> quarantineFilter(Quarantine quarantine, ProblemWriter problems) {
        var filter = new FilterRegistrationBean<>(new QuarantineFilter(quarantine, problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** The cookie of the office's session; that it is lax and out of scripts' reach is in application.yaml. */
    @Bean
    ServletContextInitializer sessionCookie(SiteProperties site) {
        return context -> context.getSessionCookieConfig()
                .setSecure("https".equals(site.baseUrl().getScheme()));
    }

    /** To the page that was asked for, without the host that it was asked for at: a caller can make that up. */
    private static AuthenticationSuccessHandler backToThePage() {
        var handler = new SavedRequestAwareAuthenticationSuccessHandler();
        handler.setDefaultTargetUrl("/office");
        handler.setRedirectStrategy((request, response, address) ->
                response.sendRedirect(address.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*", "")));
        return handler;
    }

    private static boolean ridesOnSession(HttpServletRequest request) {
        return !Set.of("GET", "HEAD", "OPTIONS", "TRACE").contains(request.getMethod())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && request.getSession(false) != null;
    }
}
