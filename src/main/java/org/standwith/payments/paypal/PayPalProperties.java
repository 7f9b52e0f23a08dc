package org.standwith.payments.paypal;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param webhookId PayPal's id of our webhook endpoint, which its signatures cover
 * @param certHosts hosts besides PayPal's from which a signing certificate may be fetched
 * @param trustAnchors certificates besides the JVM's that may end its chain: PEM, or where it lies
 * @param productName what PayPal calls that which is paid for
 * @param readTimeout how long to wait for an answer; then the outcome is unknown
 */
@Validated
@ConditionalOnProperty("standwith.paypal.client-id")
@ConfigurationProperties("standwith.paypal")
record PayPalProperties(
        @NotBlank String clientId,
        @NotBlank String clientSecret,
        @DefaultValue("https://api-m.paypal.com") URI apiBase,
        @NotBlank String webhookId,
        @DefaultValue List<String> certHosts,
        @DefaultValue List<String> trustAnchors,
        @DefaultValue("Contribution") String productName,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("8s") Duration readTimeout) {

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "PayPalProperties[apiBase=" + apiBase + "]";
    }
}
