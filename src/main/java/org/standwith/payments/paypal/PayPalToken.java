package org.standwith.payments.paypal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * The one source of access tokens, for one account at one address.
 *
 * @see <a href="https://developer.paypal.com/api/rest/authentication/">PayPal, Authentication</a>
 */
final class PayPalToken {

    /** So much earlier than PayPal says, so that none runs out on the way. */
    private static final Duration EARLY = Duration.ofMinutes(1);

    private static final int LONGEST_SECONDS = 86_400;

    private record Issued(String token, Instant until) {}

    private final PayPalWire wire;
    private final PayPalWire.Request request;
    private final Clock clock;
    private final AtomicReference<@Nullable Issued> issued = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<Reply<String>>> underWay = new AtomicReference<>();

    PayPalToken(PayPalWire wire, String clientId, String clientSecret, Clock clock) {
        this.wire = wire;
        this.clock = clock;
        String login =
                Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        this.request = new PayPalWire.Request(
                HttpMethod.POST,
                "/v1/oauth2/token",
                Map.of("Authorization", "Basic " + login, "Content-Type", "application/x-www-form-urlencoded"),
                "grant_type=client_credentials".getBytes(StandardCharsets.UTF_8));
    }

    /** Of those who need one at the same time one fetches it, and the others wait for what that one gets. */
    Reply<String> current() {
        Issued known = issued.get();
        if (known != null && isGood(known)) {
            return new Reply.Answer<>(known.token());
        }
        CompletableFuture<Reply<String>> mine = new CompletableFuture<>();
        CompletableFuture<Reply<String>> first = underWay.compareAndExchange(null, mine);
        if (first != null) {
            return first.join();
        }
        Reply<String> fetched = new Reply.Silence<>("no token could be read", false);
        try {
            known = issued.get();
            fetched = known != null && isGood(known) ? new Reply.Answer<>(known.token()) : fetch();
            return fetched;
        } finally {
            underWay.set(null);
            mine.complete(fetched);
        }
    }

    /** PayPal no longer takes this one. Nothing happens where another one was fetched meanwhile. */
    void drop(String refused) {
        issued.updateAndGet(known -> known != null && known.token().equals(refused) ? null : known);
    }

    private boolean isGood(Issued known) {
        return clock.instant().isBefore(known.until());
    }

    private Reply<String> fetch() {
        Instant now = clock.instant();
        return switch (wire.send(request)) {
            case Reply.Answer<JsonNode> answer -> {
                String token = answer.value().path("access_token").stringValue("");
                if (token.isEmpty()) {
                    yield new Reply.Silence<>("no token in the answer", false);
                }
                Duration valid = Duration.ofSeconds(
                        Math.clamp(answer.value().path("expires_in").longValue(0), 0, LONGEST_SECONDS));
                issued.set(new Issued(token, now.plus(valid).minus(EARLY)));
                yield new Reply.Answer<>(token);
            }
            // Not PayPal's word: it would look like one about what the token was wanted for.
            case Reply.No<JsonNode> no -> new Reply.No<>("no token, " + no.code());
            case Reply.Silence<JsonNode> silence -> new Reply.Silence<>(silence.reason(), false);
        };
    }
}
