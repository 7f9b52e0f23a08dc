package standwith.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param port 0 for any that is free
 * @param folder where the state is kept between runs; null to forget it
 * @param standwith the application's base URL, which gets the webhooks
 * @param clock the application's own, so that both live in the same time
 */
public record Settings(
        int port,
        @Nullable Path folder,
        URI standwith,
        String stripeSecretKey,
        List<String> stripeWebhookSecrets,
        String paypalClientId,
        String paypalClientSecret,
        String paypalWebhookId,
        MovableClock clock) {

    public Settings {
        stripeWebhookSecrets = List.copyOf(stripeWebhookSecrets);
    }

    @Override
    public String toString() {
        return "Settings[port=" + port + ", folder=" + folder + ", standwith=" + standwith + "]";
    }
}
