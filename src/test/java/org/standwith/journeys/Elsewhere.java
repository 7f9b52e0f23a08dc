package org.standwith.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another origin: the smallest script that has the surface which the page with the card fields uses, and a harmless page. */
final class Elsewhere implements AutoCloseable {

    private static final String SCRIPT = """
        window.provider = document.currentScript.src;
        window.Stripe = (key, options) => ({
          elements(group) {
            window.asked = { key, options, group };
            return {
              create(kind, element) {
                Object.assign(window.asked, { kind, element });
                const heard = {};
                return {
                  on: (event, listener) => { heard[event] = listener; },
                  mount: (selector) => {
                    document.querySelector(selector).textContent = 'Fields of the provider';
                    heard.ready();
                  },
                };
              },
              submit: async () => ({}),
            };
          },
          createConfirmationToken: async ({ params }) => {
            const given = params.payment_method_data.billing_details;
            const passed = ['name', 'email', 'phone'].every((field) => given[field] === null);
            return passed ? { confirmationToken: { id: 'ctoken_1' } } : { error: { message: 'Not passed' } };
          },
          handleNextAction: async ({ clientSecret }) => {
            await fetch(new URL(`/asked/${clientSecret}`, window.provider), { mode: 'no-cors' });
            return {};
          },
        });
        """;

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    Elsewhere() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/", call -> answer(call, 200, "text/javascript", SCRIPT));
        server.createContext("/asked/", call -> {
            asked.add(call.getRequestURI().getPath().substring("/asked/".length()));
            answer(call, 200, "text/plain", "");
        });
        server.createContext("/start", call -> answer(call, 200, "text/html", "<title>1</title><h1>Somewhere</h1>"));
        server.createContext("/weather", call -> answer(call, 200, "text/html", "<title>2</title><h1>Rain</h1>"));
        server.start();
    }

    /** By which secrets the bank's question was asked. */
    List<String> asked() {
        return asked;
    }

    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    String at(String path) {
        return origin() + path;
    }

    private static void answer(HttpExchange call, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
