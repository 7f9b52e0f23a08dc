package org.standwith.contributions;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl where supporters come back to
 * @param origins other sites to which a checkout may return
 */
@ConfigurationProperties("standwith")
record CheckoutProperties(URI baseUrl, @DefaultValue List<URI> origins) {}
