package org.standwith.payments.stripe;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param publishableKey for card fields on our own page
 * @param webhookSecrets every one that may be in use: two while one is being rolled
 * @param productName what Stripe's page calls that which is paid for
 * @param readTimeout how long to wait for an answer; then the outcome is unknown
 */
@Validated
@ConditionalOnProperty("standwith.stripe.secret-key")
@ConfigurationProperties("standwith.stripe")
record StripeProperties(
        @NotBlank String secretKey,
        @Nullable String publishableKey,
        @DefaultValue("https://api.stripe.com") URI apiBase,
        @NotEmpty List<@NotBlank String> webhookSecrets,
        @DefaultValue("Contribution") String productName,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("8s") Duration readTimeout) {

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "StripeProperties[apiBase=" + apiBase + "]";
    }
}
