package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApiTest extends SharedSandbox {

    @Test
    void theSameIdempotencyKeyGivesTheSameAnswer() throws Exception {
        var options = RequestOptions.builder().setIdempotencyKey("key-1").build();
        Session first =
                client.v1().checkout().sessions().create(onceParams(500, "usd").build(), options);
        Session again =
                client.v1().checkout().sessions().create(onceParams(500, "usd").build(), options);

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .contains("true");
        assertThatThrownBy(() -> client.v1()
                        .checkout()
                        .sessions()
                        .create(onceParams(600, "usd").build(), options))
                .isInstanceOf(IdempotencyException.class);
    }

    @Test
    void whatStripeWouldRefuseIsRefused() {
        assertThatThrownBy(() -> client("sk_test_other").v1().events().list())
                .isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(() -> client.v1().charges().retrieve("ch_none"))
                .isInstanceOfSatisfying(InvalidRequestException.class, missing -> {
                    assertThat(missing.getCode()).isEqualTo("resource_missing");
                    assertThat(missing.getStatusCode()).isEqualTo(404);
                });
        assertThatThrownBy(() -> once(49, "usd")).satisfies(code("amount_too_small"));
        assertThatThrownBy(() -> client.v1()
                        .checkout()
                        .sessions()
                        .create(onceParams(500, "usd")
                                .addPaymentMethodType(SessionCreateParams.PaymentMethodType.CARD)
                                .build()))
                .satisfies(code("parameter_unknown"));
        assertThatThrownBy(() -> client.v1()
                        .products()
                        .create(ProductCreateParams.builder()
                                .setId("prod_contribution")
                                .setName("Contribution")
                                .build()))
                .satisfies(code("resource_already_exists"));
    }

    @Test
    void aLostAnswerIsFoundAgainWithItsKey() throws Exception {
        sandbox.stripe().loseAnswers(1);
        var options = RequestOptions.builder().setIdempotencyKey("key-lost").build();
        var params = onceParams(500, "usd").build();

        assertThatThrownBy(() -> client.v1().checkout().sessions().create(params, options))
                .isInstanceOf(ApiException.class);
        Session found = client.v1().checkout().sessions().create(params, options);

        assertThat(found.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .contains("true");
    }

    @Test
    void aFailureThatIsStoredIsTheAnswerToItsKeyForADay() throws Exception {
        sandbox.stripe().failStored(1);
        // The SDK's own retry keeps the key, and so does what is asked afterwards.
        var params = onceParams(500, "usd").build();
        var options = RequestOptions.builder()
                .setIdempotencyKey("key-stored")
                .setMaxNetworkRetries(1)
                .build();
        assertThatThrownBy(() -> client.v1().checkout().sessions().create(params, options))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failed -> assertThat(failed.getStatusCode()).isEqualTo(500));

        HttpResponse<String> first = product("key-raw", 1);
        HttpResponse<String> again = product("key-raw", 0);
        assertThat(first.statusCode()).isEqualTo(500);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(500);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");

        sandbox.advance(Duration.ofDays(1));
        assertThat(product("key-raw", 0).statusCode()).isEqualTo(200);
        assertThat(client.v1().checkout().sessions().create(params, options).getStatus())
                .isEqualTo("open");
    }

    private HttpResponse<String> product(String key, int failures) throws Exception {
        if (failures > 0) {
            sandbox.stripe().failStored(failures);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(sandbox.stripeApi() + "/v1/products"))
                            .header("Authorization", "Bearer " + KEY)
                            .header("Idempotency-Key", key)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("id=prod_stored&name=Stored"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
