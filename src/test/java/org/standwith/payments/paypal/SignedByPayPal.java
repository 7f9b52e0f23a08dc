package org.standwith.payments.paypal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.standwith.payments.RealObjects;
import tools.jackson.databind.JsonNode;

/** Webhooks that PayPal's simulator signed in 2024. */
record SignedByPayPal(String name, byte[] body, Map<String, String> headers) {

    static final String WEBHOOK_ID = "WEBHOOK_ID";
    static final String INTERMEDIATE_AT = "http://cacerts.digicert.com/DigiCertSHA2ExtendedValidationServerCA.crt";

    private static final String HEADERS = ".headers.json";

    static List<SignedByPayPal> all() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(HEADERS))
                    .map(file -> read(file.substring(0, file.length() - HEADERS.length())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String certificateAt() {
        return headers.getOrDefault("paypal-cert-url", "");
    }

    String time() {
        return headers.getOrDefault("paypal-transmission-time", "");
    }

    String leaf() {
        return certificates().path(certificateAt()).stringValue();
    }

    static String intermediate() {
        return certificates()
                .path("intermediate: DigiCert SHA2 Extended Validation Server CA")
                .stringValue();
    }

    private static SignedByPayPal read(String name) {
        try {
            Map<String, String> headers = new HashMap<>();
            for (Map.Entry<String, JsonNode> each :
                    RealObjects.read(folder().resolve(name + HEADERS)).properties()) {
                headers.put(each.getKey(), each.getValue().stringValue());
            }
            byte[] body = Files.readAllBytes(folder().resolve(name + ".body.json"));
            return new SignedByPayPal(name, body, Map.copyOf(headers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode certificates() {
        return RealObjects.read(folder().resolve("certs.json"));
    }

    private static Path folder() {
        return RealObjects.folder("paypal-signed-simulator");
    }
}
