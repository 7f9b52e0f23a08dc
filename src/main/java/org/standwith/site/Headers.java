package org.standwith.site;

import java.util.stream.Collectors;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.stereotype.Component;

/** What every answer tells the browser: to load nothing of others, to tell nobody where the visitor was. */
@Component
class Headers implements Customizer<HeadersConfigurer<HttpSecurity>> {

    static final String CLEAR_SITE_DATA = "Clear-Site-Data";

    /** All that a browser can be told to forget. Its history is not among it. */
    static final String EVERYTHING = "\"cache\", \"cookies\", \"storage\"";

    private static final long TWO_YEARS = 2 * 365 * 24 * 3600L;

    private final boolean https;
    private final OnionLocation onion;
    private final String policy;

    Headers(SiteProperties site, PageProperties pages) {
        this.https = "https".equals(site.baseUrl().getScheme());
        this.onion = new OnionLocation(site.onion());
        this.policy =
                "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
                        + "form-action 'self'"
                        + pages.formTargets().stream()
                                .map(target -> " " + Origins.originOf(target))
                                .collect(Collectors.joining())
                        + "; base-uri 'none'; frame-ancestors 'none'";
    }

    /**
     * A page that needs a policy of its own has set it before this looks. Spring's defaults stay: {@code nosniff}, and
     * {@code no-store} where the answer does not say how long to keep it.
     */
    @Override
    public void customize(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .frameOptions(frames -> frames.deny())
                .addHeaderWriter(onion)
                .httpStrictTransportSecurity(hsts -> hsts.maxAgeInSeconds(TWO_YEARS)
                        // Behind a proxy that ends TLS, the request itself does not know that it was secure.
                        .requestMatcher(request -> https || request.isSecure()));
    }
}
