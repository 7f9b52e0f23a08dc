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
 * @param publishableKey for card fields on our own page; without it the supporter pays on Stripe's
 * @param script Stripe's for those fields, of the release whose API the adapter speaks
 * @param acceptHostedCheckout whether Stripe's page will do though the policy blocks somebody
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

        @DefaultValue("https://js.stripe.com/dahlia/stripe.js")
        URI script,

        @DefaultValue("https://api.stripe.com") URI apiBase,
        @NotEmpty List<@NotBlank String> webhookSecrets,
        @DefaultValue("Contribution") String productName,
        @DefaultValue("false") boolean acceptHostedCheckout,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("8s") Duration readTimeout) {

    /** Whether cards are entered on our own page. */
    boolean hasCardFields() {
        return publishableKey != null && !publishableKey.isBlank();
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "StripeProperties[apiBase=" + apiBase + "]";
    }
}
