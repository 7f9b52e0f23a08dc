package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.ApiConnectionException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import standwith.sandbox.account.Person;
import tools.jackson.databind.JsonNode;

class RequestsTest extends SharedSandbox {

    private static final Person GUEST =
            new Person("Una Guest", "una@guest.example", "1 Guest Street", "Guestham", "1", "US", "visa", "4242");

    @Test
    void whatTheApiIsSentIsWrittenDown() throws Exception {
        Session session = once(700, "usd");

        Request request = sandbox.requests().getLast();

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/stripe/v1/checkout/sessions");
        assertThat(request.headers()).containsEntry("authorization", List.of("Bearer " + KEY));
        assertThat(request.body()).contains("mode=payment", "line_items%5B0%5D%5Bprice_data%5D%5Bunit_amount%5D=700");
        client.v1().checkout().sessions().retrieve(session.getId());
        assertThat(sandbox.requests().getLast().path()).endsWith("/" + session.getId());
    }

    @Test
    void whoGetsNoAnswerRunsIntoATimeOutAndHasBeenHeard() throws Exception {
        sandbox.stripe().keepSilent(1);
        try {
            var impatient = RequestOptions.builder()
                    .setIdempotencyKey("key-silent")
                    .setReadTimeout(300)
                    .setMaxNetworkRetries(0)
                    .build();
            var params = onceParams(500, "usd").build();

            assertThatThrownBy(() -> client.v1().checkout().sessions().create(params, impatient))
                    .isInstanceOf(ApiConnectionException.class);

            Session found = client.v1().checkout().sessions().create(params, impatient);
            assertThat(found.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                    .contains("true");
        } finally {
            sandbox.stripe().speak();
        }
    }

    @Test
    void whoeverIsBroughtAlongIsNamedAsThePayer() throws Exception {
        Session session = once(500, "usd");
        GUEST.pays(session.getId());

        sandbox.stripe().approve(session.getId());

        String intent =
                client.v1().checkout().sessions().retrieve(session.getId()).getPaymentIntent();
        String charge = client.v1().paymentIntents().retrieve(intent).getLatestCharge();
        JsonNode details = sandbox.stripe().object(charge).path("billing_details");
        assertThat(details.path("email").stringValue("")).isEqualTo("una@guest.example");
        assertThat(details.path("address").path("line1").stringValue("")).isEqualTo("1 Guest Street");
    }
}
