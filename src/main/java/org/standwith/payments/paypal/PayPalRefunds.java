package org.standwith.payments.paypal;

import com.paypal.payments.CapturesRefundRequest;
import com.paypal.payments.Money;
import com.paypal.payments.RefundRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.standwith.payments.Fact;
import org.standwith.payments.Provider;
import org.standwith.payments.Refunding;
import org.standwith.payments.Reply;
import org.standwith.payments.paypal.PayPalAmounts.Value;
import tools.jackson.databind.JsonNode;

/**
 * Gives money back, of captures and of subscriptions' sales alike.
 *
 * @see <a href="https://developer.paypal.com/docs/api/payments/v2/#captures_refund">PayPal, Refund captured payment</a>
 */
final class PayPalRefunds {

    private final Provider provider;
    private final PayPalCalls calls;
    private final Clock clock;

    PayPalRefunds(Provider provider, PayPalCalls calls, Clock clock) {
        this.provider = provider;
        this.calls = calls;
        this.clock = clock;
    }

    /** Ids do not tell captures from sales; of what is none of the first, PayPal knows the second. */
    Refunding refund(String payment, org.joda.money.Money amount, String idempotencyKey) {
        Value value = PayPalAmounts.write(amount);
        Reply<JsonNode> reply = ofCapture(payment, value, idempotencyKey);
        if (reply instanceof Reply.No<JsonNode> no && no.code().equals(PayPalWire.NOT_FOUND)) {
            reply = ofSale(payment, value, idempotencyKey);
        }
        return Refunding.of(read(reply));
    }

    private Reply<JsonNode> ofCapture(String capture, Value value, String idempotencyKey) {
        CapturesRefundRequest refund = new CapturesRefundRequest(capture)
                .payPalRequestId(idempotencyKey)
                .prefer("return=representation");
        refund.header("Content-Type", "application/json");
        refund.requestBody(new RefundRequest()
                .amount(new Money().currencyCode(value.currencyCode()).value(value.value())));
        return calls.make(refund);
    }

    private Reply<JsonNode> ofSale(String sale, Value value, String idempotencyKey) {
        Map<String, Object> body = Map.of("amount", Map.of("total", value.value(), "currency", value.currencyCode()));
        return calls.postOnce("/v1/payments/sale/" + sale + "/refund", body, idempotencyKey);
    }

    private Reply<List<Fact>> read(Reply<JsonNode> reply) {
        return switch (reply) {
            case Reply.Answer<JsonNode> answer ->
                new Reply.Answer<>(PayPalReversals.refund(provider, answer.value(), clock.instant()));
            case Reply.No<JsonNode> no -> new Reply.No<>(no.code());
            case Reply.Silence<JsonNode> silence -> new Reply.Silence<>(silence.reason(), silence.stored());
        };
    }
}
