package org.standwith.site;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param formTargets where a form of ours may end up: browsers hold the redirect after it to the page's policy too, so
 *     this names the payment providers' pages
 * @param exit where the quick way out leads: a page that anybody may have open
 */
@ConfigurationProperties("standwith.site")
record PageProperties(
        @DefaultValue({"https://checkout.stripe.com", "https://www.paypal.com", "https://www.sandbox.paypal.com"})
        List<URI> formTargets,

        @DefaultValue("https://www.wikipedia.org/") URI exit) {}
