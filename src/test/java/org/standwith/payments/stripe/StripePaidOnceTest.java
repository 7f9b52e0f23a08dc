package org.standwith.payments.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.standwith.payments.CardFields;
import org.standwith.payments.Completion;
import org.standwith.payments.Confirmation;
import org.standwith.payments.Fact;
import org.standwith.payments.TestLevels;

/** Whatever is tried, in whatever order, and whatever answers are lost: one payment intent is paid once. */
class StripePaidOnceTest {

    private static final int SEQUENCES = 60;

    /** Stripe as far as it takes payments: keeps the state of each intent, and loses answers after it has acted. */
    private static final class Till implements AutoCloseable {

        private static final Pattern CALL = Pattern.compile("/v1/payment_intents/(pi_\\d+)(/\\w+)?");

        private static final class Intent {
            private String status = "requires_payment_method";
            private int charged;
            private final Map<String, String> answers = new ConcurrentHashMap<>();
            private final List<String> usedTokens = new ArrayList<>();
        }

        private final Map<String, Intent> intents = new ConcurrentHashMap<>();
        private final HttpServer server;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Till() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", this::handle);
            server.start();
        }

        String address() {
            return "http://localhost:" + server.getAddress().getPort();
        }

        int charged(String id) {
            return Objects.requireNonNull(intents.get(id)).charged;
        }

        private void handle(HttpExchange exchange) throws IOException {
            try (exchange) {
                Matcher call = CALL.matcher(exchange.getRequestURI().getPath());
                assertThat(call.matches()).isTrue();
                String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                Intent intent = intents.computeIfAbsent(call.group(1), id -> new Intent());
                String answer;
                int fate;
                synchronized (intent) {
                    // Each intent has its own luck, so that a sequence can be repeated.
                    fate = new Random(call.group(1).hashCode() * 31L + intent.answers.size() + form.length())
                            .nextInt(6);
                    boolean reads = exchange.getRequestMethod().equals("GET");
                    answer = reads || key == null
                            ? act(intent, call.group(1), "" + call.group(2), form)
                            : intent.answers.computeIfAbsent(
                                    key, any -> act(intent, call.group(1), "" + call.group(2), form));
                    fate = reads ? 5 : fate;
                }
                int status = Integer.parseInt(answer.substring(0, 3));
                switch (fate) {
                    case 0 -> {} // Hangs up without a word.
                    case 1 -> answer(exchange, 500, "");
                    case 2 -> answer(exchange, 200, "<html></html>");
                    default -> answer(exchange, status, answer.substring(3));
                }
            }
        }

        private static void answer(HttpExchange exchange, int status, String body) throws IOException {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        private static String act(Intent intent, String id, String what, String form) {
            switch (what) {
                case "/confirm" -> {
                    String token = form.replaceFirst(".*confirmation_token=(\\w+).*", "$1");
                    if (!intent.status.matches("requires_(payment_method|action)")) {
                        return refusal("payment_intent_unexpected_state");
                    }
                    if (intent.usedTokens.contains(token)) {
                        return refusal("confirmation_token_used");
                    }
                    intent.usedTokens.add(token);
                    if (token.endsWith("declined")) {
                        return "402{\"error\": {\"type\": \"card_error\", \"code\": \"card_declined\"}}";
                    }
                    boolean reserves = form.contains("capture_method=manual");
                    intent.status =
                            token.endsWith("asked") ? "requires_action" : reserves ? "requires_capture" : "succeeded";
                    intent.charged += intent.status.equals("succeeded") ? 1 : 0;
                }
                case "/capture" -> {
                    if (!intent.status.equals("requires_capture")) {
                        return refusal("payment_intent_unexpected_state");
                    }
                    intent.status = "succeeded";
                    intent.charged++;
                }
                default -> {
                    // Asked only.
                }
            }
            boolean charged = intent.status.matches("succeeded|requires_capture");
            String charge =
                    charged ? Cards.charge("succeeded", intent.status.equals("succeeded"), TestLevels.FINE) : "null";
            return "200" + Cards.intent(intent.status, charge).replace("\"pi_1\"", "\"" + id + "\"");
        }

        private static String refusal(String code) {
            return "400{\"error\": {\"type\": \"invalid_request_error\", \"code\": \"" + code + "\"}}";
        }

        @Override
        public void close() {
            server.stop(0);
            threads.close();
        }
    }

    @Test
    void whateverIsTriedAndLostAPaymentIsTakenOnceAndThatIsWhatIsToldInTheEnd() throws Exception {
        try (Till till = new Till();
                ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            StripeProvider stripe = FakeStripe.withCardFields(till.address(), Duration.ofSeconds(5));
            List<Future<List<String>>> sequences = new ArrayList<>();
            for (int i = 0; i < SEQUENCES; i++) {
                String id = "pi_" + i;
                Random random = new Random(i);
                sequences.add(atOnce.submit(() -> confirmed(stripe, id, random)));
            }
            int paid = 0;
            int tried = 0;
            for (int i = 0; i < SEQUENCES; i++) {
                List<String> said = sequences.get(i).get();
                Completion end = stripe.complete("pi_" + i, 0);
                while (end instanceof Completion.Unknown) {
                    end = stripe.complete("pi_" + i, 0);
                }
                boolean succeeded =
                        ((Completion.Told) end).facts().stream().anyMatch(Fact.PaymentSucceeded.class::isInstance);

                assertThat(till.charged("pi_" + i)).as("pi_%d %s", i, said).isEqualTo(succeeded ? 1 : 0);
                paid += till.charged("pi_" + i);
                tried += said.size();
            }
            // Otherwise it would hold for want of anything that was paid, or of anything that was not.
            assertThat(paid).isBetween(SEQUENCES / 2, SEQUENCES - 1);
            assertThat(tried).isGreaterThan(SEQUENCES * 2);
        }
    }

    private static List<String> confirmed(StripeProvider stripe, String id, Random random) {
        CardFields fields = stripe.cardFields().orElseThrow();
        List<String> said = new ArrayList<>();
        int tries = 1 + random.nextInt(5);
        for (int i = 0; i < tries; i++) {
            String token = List.of("ctoken_a", "ctoken_b", "ctoken_declined", "ctoken_asked")
                    .get(random.nextInt(4));
            Confirmation confirmation = fields.confirm(id, token, id.hashCode() % 2 == 0);
            said.add(token + " " + confirmation.getClass().getSimpleName());
        }
        return said;
    }
}
