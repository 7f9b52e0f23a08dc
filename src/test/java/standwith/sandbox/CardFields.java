package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import standwith.sandbox.Truth.Kind;

/** What tests of card fields do as a merchant's server. */
abstract class CardFields extends SharedSandbox {

    static final String VISA = "4242424242424242";
    static final String RUSSIAN = "4000006430000009";
    static final String DECLINED = "4000000000000002";
    static final String CHALLENGED = "4000002500003155";

    PaymentIntent held(long amount) throws StripeException {
        String intent = client.v1()
                .paymentIntents()
                .create(params(amount).setCaptureMethod(CaptureMethod.MANUAL).build())
                .getId();
        return confirm(intent, sandbox.stripe().enter(VISA, "payment"));
    }

    PaymentIntent confirmed(long amount, String card) throws StripeException {
        return confirm(intent(amount).getId(), sandbox.stripe().enter(card, "payment"));
    }

    PaymentIntent intent(long amount) throws StripeException {
        return client.v1().paymentIntents().create(params(amount).build());
    }

    PaymentIntent confirm(String intent, String token) throws StripeException {
        return client.v1()
                .paymentIntents()
                .confirm(
                        intent,
                        PaymentIntentConfirmParams.builder()
                                .setConfirmationToken(token)
                                .build());
    }

    static PaymentIntentCreateParams.Builder params(long amount) {
        return PaymentIntentCreateParams.builder()
                .setAmount(amount)
                .setCurrency("usd")
                .putMetadata("contribution", "42")
                .setAutomaticPaymentMethods(AutomaticPaymentMethods.builder()
                        .setEnabled(true)
                        .setAllowRedirects(AutomaticPaymentMethods.AllowRedirects.NEVER)
                        .build());
    }

    List<Kind> moved(String charge) {
        return sandbox.truth().movements().stream()
                .filter(movement -> movement.id().equals(charge))
                .filter(movement -> movement.kind() != Kind.FEE)
                .map(Truth.Movement::kind)
                .toList();
    }

    HttpResponse<String> browser(String form, String key) throws Exception {
        return post(sandbox.stripeApi() + "/v1/confirmation_tokens", form, "Authorization", "Bearer " + key);
    }

    static HttpResponse<String> post(String page, String form, String... headers) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    static ThrowingConsumer<Throwable> refused(String param) {
        return refused -> {
            assertThat(refused).isInstanceOf(InvalidRequestException.class);
            assertThat(((InvalidRequestException) refused).getParam()).isEqualTo(param);
        };
    }
}
