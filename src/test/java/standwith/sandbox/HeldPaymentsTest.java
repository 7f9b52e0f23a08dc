package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.RefundCreateParams;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth.Kind;

/** Payments that are neither made nor refused at once. */
class HeldPaymentsTest extends CardFields {

    @Test
    void heldMoneyIsTakenOrLeft() throws Exception {
        PaymentIntent taken = held(1000);
        assertThat(taken.getStatus()).isEqualTo("requires_capture");
        assertThat(taken.getAmountCapturable()).isEqualTo(1000);
        String charge = taken.getLatestCharge();
        assertThat(client.v1().charges().retrieve(charge).getCaptured()).isFalse();
        assertThat(moved(charge)).isEmpty();
        assertThatThrownBy(() -> client.v1()
                        .refunds()
                        .create(RefundCreateParams.builder()
                                .setPaymentIntent(taken.getId())
                                .build()))
                .isInstanceOf(InvalidRequestException.class);

        PaymentIntent paid = client.v1().paymentIntents().capture(taken.getId());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(moved(charge)).containsExactly(Kind.PAYMENT);
        assertThatThrownBy(() -> client.v1().paymentIntents().cancel(taken.getId()))
                .satisfies(code("payment_intent_unexpected_state"));
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .startsWith(
                        "payment_intent.created",
                        "charge.succeeded",
                        "payment_intent.amount_capturable_updated",
                        "charge.captured",
                        "payment_intent.succeeded");

        PaymentIntent left = held(2000);
        APP.forget();
        PaymentIntent canceled = client.v1().paymentIntents().cancel(left.getId());
        assertThat(canceled.getStatus()).isEqualTo("canceled");
        assertThat(canceled.getAmountCapturable()).isZero();
        assertThat(moved(left.getLatestCharge())).isEmpty();
        assertThatThrownBy(() -> client.v1().paymentIntents().capture(left.getId()))
                .satisfies(code("payment_intent_unexpected_state"));
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).contains("charge.refunded", "payment_intent.canceled");
        Charge released = client.v1().charges().retrieve(left.getLatestCharge());
        assertThat(released.getCaptured()).isFalse();
        assertThat(released.getRefunded()).isTrue();
    }

    @Test
    void whetherMoneyIsOnlyHeldIsSaidAtTheLatestWhenItIsConfirmed() throws Exception {
        String intent = intent(1000).getId();
        PaymentIntent held = client.v1()
                .paymentIntents()
                .confirm(
                        intent,
                        PaymentIntentConfirmParams.builder()
                                .setConfirmationToken(sandbox.stripe().enter(VISA, "payment"))
                                .setCaptureMethod(PaymentIntentConfirmParams.CaptureMethod.MANUAL)
                                .build());

        assertThat(held.getStatus()).isEqualTo("requires_capture");
        assertThat(moved(held.getLatestCharge())).isEmpty();
    }

    @Test
    void heldMoneyIsLeftAfterAWeek() throws Exception {
        String held = held(1000).getId();

        sandbox.advance(Duration.ofDays(7));

        PaymentIntent expired = client.v1().paymentIntents().retrieve(held);
        assertThat(expired.getStatus()).isEqualTo("canceled");
        assertThat(expired.getCancellationReason()).isEqualTo("automatic");
    }

    @Test
    void aSlowBankAnswersAfterADay() throws Exception {
        PaymentIntent waiting = confirmed(900, "4000009980000007");
        assertThat(waiting.getStatus()).isEqualTo("processing");

        sandbox.advance(Duration.ofDays(1));

        assertThat(client.v1().paymentIntents().retrieve(waiting.getId()).getStatus())
                .isEqualTo("succeeded");
    }
}
