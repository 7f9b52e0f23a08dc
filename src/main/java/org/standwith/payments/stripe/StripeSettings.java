package org.standwith.payments.stripe;

import java.util.List;
import org.standwith.payments.ProviderSettings;

/** Found by its name in {@code spring.factories}. */
final class StripeSettings implements ProviderSettings {

    @Override
    public List<String> required() {
        return List.of("standwith.stripe.secret-key", "standwith.stripe.webhook-secrets");
    }
}
