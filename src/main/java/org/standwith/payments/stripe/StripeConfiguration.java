package org.standwith.payments.stripe;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.standwith.payments.PaymentProvider;
import tools.jackson.databind.json.JsonMapper;

@Configuration
@ConditionalOnProperty("standwith.stripe.secret-key")
class StripeConfiguration {

    @Bean
    @Order(1)
    PaymentProvider stripe(StripeProperties properties, Clock clock) {
        // A mapper of its own: how our API writes JSON must not change how Stripe's is read.
        return new StripeProvider(properties, clock, JsonMapper.builder().build());
    }
}
