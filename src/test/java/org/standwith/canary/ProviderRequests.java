package org.standwith.canary;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import standwith.sandbox.Request;
import standwith.sandbox.Sandbox;

/** What Stripe and PayPal are sent. */
final class ProviderRequests implements Artefact {

    private final Sandbox sandbox;
    private final TextFile file;
    private List<Request> all = List.of();

    ProviderRequests(Sandbox sandbox, Path folder) throws IOException {
        this.sandbox = sandbox;
        this.file = new TextFile(folder.resolve("provider-requests.txt"));
    }

    @Override
    public String name() {
        return "provider requests";
    }

    /** Theirs, and by these they are asked. */
    @Override
    public Set<Field> holds() {
        return Set.of(Field.PAYMENT, Field.SUBSCRIPTION, Field.CUSTOMER, Field.TOKEN);
    }

    @Override
    public void plant(String text) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create(sandbox.stripeApi() + "/v1/planted"))
                            .POST(BodyPublishers.ofString("metadata[name]=" + text))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    @Override
    public void gather() {
        all = sandbox.requests();
        all.forEach(request -> file.add(request.toString()));
    }

    /** Without what was planted. */
    List<Request> all() {
        return all.stream()
                .filter(request -> !request.path().endsWith("/planted"))
                .toList();
    }

    @Override
    public void read(Reading reading) throws IOException {
        reading.file(file.path());
    }
}
