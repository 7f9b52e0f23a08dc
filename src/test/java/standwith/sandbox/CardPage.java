package standwith.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A merchant's page with card fields, on a site of its own, whose policy lets in what it needs and no more. */
final class CardPage implements AutoCloseable {

    private final HttpServer server;

    CardPage(URI script, String key) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        String stripe = script.resolve("/").toString().replaceFirst("/$", "");
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'self'; script-src 'self' "
                + stripe + "; frame-src " + stripe + "; connect-src " + stripe;
        server.createContext("/", exchange -> answer(exchange, policy, "text/html", HTML.formatted(script, key)));
        server.createContext("/page.js", exchange -> answer(exchange, policy, "text/javascript", SCRIPT));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** By its number, so that it is another site than the sandbox and not only another port. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String policy, String type, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static final String HTML = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">
        <script src="%s" defer></script><script src="/page.js" defer></script></head>
        <body data-key="%s"><div id="card"></div><button id="pay">Pay</button>
        <p id="state"></p><p id="outcome"></p></body></html>
        """;

    private static final String SCRIPT = """
        const heard = [], violations = [];
        addEventListener("message", (event) => heard.push(event.data));
        addEventListener("securitypolicyviolation", (event) => {
          if (!event.blockedURI.startsWith("data")) violations.push(event.violatedDirective);
        });
        const say = (where, text) => { document.getElementById(where).textContent = text; };
        const stripe = Stripe(document.body.dataset.key);
        const elements = stripe.elements({ mode: "payment", amount: 500, currency: "usd", locale: "en" });
        const card = elements.create("payment", { layout: "tabs" });
        card.on("ready", () => say("state", "ready"));
        card.on("change", (event) => { heard.push(event); say("state", event.complete ? "complete" : "incomplete"); });
        card.mount("#card");
        document.getElementById("pay").addEventListener("click", async () => {
          say("outcome", "");
          const submitted = await elements.submit();
          if (submitted.error) return say("outcome", submitted.error.code);
          const made = await stripe.createConfirmationToken({ elements, params: { return_url: location.href } });
          heard.push(submitted, made);
          say("outcome", made.error ? made.error.code : made.confirmationToken.id);
        });
        async function goOn(clientSecret) {
          const result = await stripe.handleNextAction({ clientSecret });
          say("outcome", result.error ? result.error.code : result.paymentIntent.status);
        }
        """;
}
