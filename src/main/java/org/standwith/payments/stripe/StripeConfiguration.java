package org.standwith.payments.stripe;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.standwith.payments.Levels;
import org.standwith.payments.MustNotStart;
import org.standwith.payments.PaymentProvider;
import org.standwith.risk.RiskPolicy;
import tools.jackson.databind.json.JsonMapper;

@Configuration
@ConditionalOnProperty("standwith.stripe.secret-key")
class StripeConfiguration {

    @Bean
    @Order(1)
    PaymentProvider stripe(StripeProperties properties, RiskPolicy policy, Clock clock) {
        if (!properties.hasCardFields() && !properties.acceptHostedCheckout() && policy.blocksAnybody()) {
            throw new MustNotStart(
                    "the policy has countries from which no payment may begin, and on Stripe's own page a bank hears"
                        + " of it before we know the country. Set standwith.stripe.publishable-key, to have cards"
                        + " entered on a page of ours; or standwith.stripe.accept-hosted-checkout=true, if that will"
                        + " do.");
        }
        // A mapper of its own: how our API writes JSON must not change how Stripe's is read.
        return new StripeProvider(
                properties,
                Levels.by(policy),
                policy::blocksAnybody,
                clock,
                JsonMapper.builder().build());
    }
}
