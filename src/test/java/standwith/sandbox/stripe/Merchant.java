package standwith.sandbox.stripe;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** How the merchant has set the account; all is well until somebody says otherwise. */
final class Merchant {

    private final Supplier<@Nullable URI> webhook;
    private @Nullable String version = "2026-07-29.dahlia";
    private Set<String> events = Set.of("*");
    private boolean enabled = true;
    private String payouts = "daily";

    /** @param webhook where events are sent */
    Merchant(Supplier<@Nullable URI> webhook) {
        this.webhook = webhook;
    }

    /** @param wanted the API version of the webhook endpoint; null for the account's own */
    void version(@Nullable String wanted) {
        version = wanted;
    }

    void events(Set<String> wanted) {
        events = Set.copyOf(wanted);
    }

    void enable(boolean wanted) {
        enabled = wanted;
    }

    /** @param interval manual, daily, weekly or monthly */
    void payouts(String interval) {
        payouts = interval;
    }

    List<ObjectNode> endpoints() {
        URI address = webhook.get();
        if (address == null) {
            return List.of();
        }
        ObjectNode endpoint = Json.object()
                .put("id", "we_1Sandbox")
                .put("object", "webhook_endpoint")
                .put("api_version", version)
                .putNull("application")
                .put("description", "")
                .put("livemode", false)
                .put("status", enabled ? "enabled" : "disabled")
                .put("url", address.toString());
        endpoint.putObject("metadata");
        events.forEach(endpoint.putArray("enabled_events")::add);
        return List.of(endpoint);
    }

    ObjectNode account() {
        ObjectNode account = Json.object()
                .put("id", "acct_1Sandbox")
                .put("object", "account")
                .put("charges_enabled", true)
                .put("country", "US")
                .put("default_currency", "usd")
                .put("payouts_enabled", true)
                .put("type", "standard");
        ObjectNode schedule = account.putObject("settings")
                .putObject("payouts")
                .put("debit_negative_balances", true)
                .putNull("statement_descriptor")
                .putObject("schedule")
                .put("interval", payouts);
        if (!payouts.equals("manual")) {
            schedule.put("delay_days", 2);
        }
        return account;
    }
}
