package org.standwith.payments;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** What may come instead of a provider's answer. */
public final class Faults {

    private Faults() {}

    /** From somebody on the way. */
    public static ResponseDefinitionBuilder html(int status) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>jane@example.org</html>");
    }

    /** Where nobody listens. */
    public static String nowhere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://localhost:" + socket.getLocalPort();
        }
    }
}
