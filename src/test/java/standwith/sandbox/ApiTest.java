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
}
