package org.standwith;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives a context an empty schema, and the settings without which the application does not start. */
public final class FreshSchema implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "standwith.tasks.run=false",
                        // Many contexts share one server.
                        "spring.datasource.hikari.minimum-idle=1",
                        "spring.datasource.hikari.idle-timeout=10000",
                        "spring.datasource.url=" + TestDatabase.freshSchema(),
                        "standwith.base-url=http://localhost:8080",
                        "standwith.origins=https://news.example.org,http://newsonion.onion",
                        "standwith.stripe.secret-key=sk_test_unused",
                        "standwith.stripe.accept-hosted-checkout=true",
                        "standwith.stripe.api-base=" + StripeStub.server().baseUrl(),
                        "standwith.stripe.read-timeout=700ms",
                        "standwith.stripe.webhook-secrets[0]=whsec_test",
                        "standwith.inbox.enabled=false")
                .and(TestVault.fresh().toArray(String[]::new))
                .and(TestGuard.generous().toArray(String[]::new))
                .applyTo(context);
    }
}
