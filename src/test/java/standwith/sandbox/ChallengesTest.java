package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Whoever pays by a card of a careful bank is asked who they are. */
class ChallengesTest extends CardFields {

    @Test
    void aChallengeThatIsMetPays() throws Exception {
        PaymentIntent waiting = confirmed(900, CHALLENGED);
        assertThat(waiting.getStatus()).isEqualTo("requires_action");
        assertThat(waiting.getNextAction().getType()).isEqualTo("use_stripe_sdk");
        assertThat(waiting.getLatestCharge()).isNull();

        sandbox.stripe().answerChallenge(waiting.getId(), true);

        PaymentIntent paid = client.v1().paymentIntents().retrieve(waiting.getId());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getNextAction()).isNull();
        assertThat(client.v1()
                        .charges()
                        .retrieve(paid.getLatestCharge())
                        .getPaymentMethodDetails()
                        .getCard()
                        .getThreeDSecure()
                        .getResult())
                .isEqualTo("authenticated");
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .startsWith(
                        "payment_intent.created",
                        "payment_intent.requires_action",
                        "charge.succeeded",
                        "payment_intent.succeeded");
    }

    @Test
    void aChallengeThatIsNotMetAsksNoBankForMoney() throws Exception {
        PaymentIntent waiting = confirmed(900, CHALLENGED);

        sandbox.stripe().answerChallenge(waiting.getId(), false);

        PaymentIntent failed = client.v1().paymentIntents().retrieve(waiting.getId());
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastPaymentError().getCode()).isEqualTo("payment_intent_authentication_failure");
        assertThat(failed.getLatestCharge()).isNull();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).last().isEqualTo("payment_intent.payment_failed");
    }

    @Test
    void aBankMayKnowThePayerAndStillSayNo() throws Exception {
        PaymentIntent waiting = confirmed(900, "4000008400001629");

        sandbox.stripe().answerChallenge(waiting.getId(), true);

        PaymentIntent failed = client.v1().paymentIntents().retrieve(waiting.getId());
        assertThat(failed.getLastPaymentError().getDeclineCode()).isEqualTo("generic_decline");
        assertThat(failed.getLatestCharge()).startsWith("ch_");
    }

    @Test
    void aChallengeWithoutTheScriptRedirectsThereAndBack() throws Exception {
        String back = "https://gazette.example/back?from=bank";
        PaymentIntent waiting = client.v1()
                .paymentIntents()
                .confirm(
                        intent(900).getId(),
                        PaymentIntentConfirmParams.builder()
                                .setConfirmationToken(sandbox.stripe().enter(CHALLENGED, "payment"))
                                .setUseStripeSdk(false)
                                .setReturnUrl(back)
                                .build());
        assertThat(waiting.getNextAction().getType()).isEqualTo("redirect_to_url");
        String page = waiting.getNextAction().getRedirectToUrl().getUrl();
        assertThat(get(page).body()).contains("USD 9.00", "Complete", "Fail");

        HttpResponse<String> answer = post(page, "button=FAIL");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .startsWith(back + "&payment_intent=" + waiting.getId())
                .endsWith("&redirect_status=failed");
        assertThat(get(page.replace("secret_", "secret_x")).statusCode()).isEqualTo(404);
    }
}
