package org.standwith.payments.paypal;

import java.util.List;
import org.standwith.payments.ProviderSettings;

/** Found by its name in {@code spring.factories}. */
final class PayPalSettings implements ProviderSettings {

    @Override
    public List<String> required() {
        return List.of("standwith.paypal.client-id", "standwith.paypal.client-secret", "standwith.paypal.webhook-id");
    }
}
