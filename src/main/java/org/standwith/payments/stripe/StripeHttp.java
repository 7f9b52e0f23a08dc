package org.standwith.payments.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Carries one request to Stripe and back. The SDK's own way is {@link java.net.HttpURLConnection}, which repeats a POST
 * by itself when a server hangs up, unless a system property forbids it before anything in this JVM has used HTTP; and
 * whose time-out starts anew with every byte that trickles in.
 */
final class StripeHttp extends HttpClient {

    private final java.net.http.HttpClient http;
    private final Duration patience;

    /** @param patience for the whole of an answer, from sending the request to the last byte */
    StripeHttp(Duration connectTimeout, Duration patience) {
        this.patience = patience;
        this.http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
    }

    @Override
    public StripeResponse request(StripeRequest request) throws ApiConnectionException {
        CompletableFuture<HttpResponse<String>> exchange = http.sendAsync(onTheWire(request), BodyHandlers.ofString());
        try {
            HttpResponse<String> answer = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            HttpHeaders headers = HttpHeaders.of(answer.headers().map());
            return new StripeResponse(answer.statusCode(), headers, answer.body());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw noAnswer(new SocketTimeoutException());
        } catch (ExecutionException e) {
            throw noAnswer(e.getCause() instanceof HttpTimeoutException ? new SocketTimeoutException() : e.getCause());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw noAnswer(e);
        }
    }

    /** By its cause the SDK knows what to try again. */
    private static ApiConnectionException noAnswer(@Nullable Throwable cause) {
        return new ApiConnectionException("no answer", cause instanceof IOException ? cause : new IOException(cause));
    }

    private static HttpRequest onTheWire(StripeRequest request) {
        HttpRequest.Builder wire =
                HttpRequest.newBuilder(URI.create(request.url().toString()));
        request.headers().map().forEach((name, values) -> wire.setHeader(name, String.join(",", values)));
        wire.setHeader("User-Agent", buildUserAgentString(request));
        BodyPublisher body = BodyPublishers.noBody();
        if (request.content() != null) {
            wire.setHeader("Content-Type", request.content().contentType());
            body = BodyPublishers.ofByteArray(request.content().byteArrayContent());
        }
        return wire.method(request.method().name(), body).build();
    }
}
