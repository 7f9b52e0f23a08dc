package org.standwith.payments.paypal;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.standwith.payments.Levels;
import org.standwith.payments.PaymentProvider;
import org.standwith.risk.RiskPolicy;
import tools.jackson.databind.json.JsonMapper;

@Configuration
@ConditionalOnProperty("standwith.paypal.client-id")
class PayPalConfiguration {

    @Bean
    @Order(2)
    PaymentProvider paypal(PayPalProperties properties, RiskPolicy policy, Clock clock) {
        return provider(properties, Levels.by(policy), clock);
    }

    static PayPalProvider provider(PayPalProperties properties, Levels levels, Clock clock) {
        PayPalCountries countries = new PayPalCountries(levels);
        // A mapper of its own: how our API writes JSON must not change how PayPal's is read.
        JsonMapper json = JsonMapper.builder().build();
        PayPalWire wire =
                new PayPalWire(properties.apiBase(), properties.connectTimeout(), properties.readTimeout(), json);
        PayPalToken token = new PayPalToken(wire, properties.clientId(), properties.clientSecret(), clock);
        PayPalCalls calls = new PayPalCalls(wire, token, json);
        PayPalPlans plans = new PayPalPlans(calls, properties.productName());
        PayPalSubscriptions subscriptions =
                new PayPalSubscriptions(PayPalProvider.PAYPAL, calls, plans, countries, clock);
        PayPalSignature signature = new PayPalSignature(
                properties.webhookId(),
                new PayPalCertificates(
                        properties.certHosts(),
                        properties.trustAnchors(),
                        clock,
                        properties.connectTimeout(),
                        properties.readTimeout()));
        PayPalWebhook webhook = new PayPalWebhook(
                PayPalProvider.PAYPAL,
                signature,
                new PayPalVerification(calls, properties.webhookId(), clock, json),
                countries,
                clock,
                json);
        PayPalInquiry inquiry = new PayPalInquiry(PayPalProvider.PAYPAL, calls, subscriptions, countries, clock);
        return new PayPalProvider(
                new PayPalOrders(PayPalProvider.PAYPAL, calls, properties.productName(), countries, clock),
                subscriptions,
                new PayPalChanges(PayPalProvider.PAYPAL, calls, plans, subscriptions, countries, clock),
                PayPalPages.automaticPayments(properties.apiBase()),
                new PayPalRefunds(PayPalProvider.PAYPAL, calls, clock),
                inquiry,
                webhook,
                new PayPalStatements(
                        PayPalProvider.PAYPAL,
                        new PayPalSearch(PayPalProvider.PAYPAL, calls, new PayPalPace()),
                        inquiry),
                new PayPalSetUp(calls, properties.webhookId(), clock),
                new PayPalUndertakings(PayPalProvider.PAYPAL, calls, new PayPalPace(), countries, clock),
                json);
    }
}
