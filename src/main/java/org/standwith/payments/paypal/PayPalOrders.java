package org.standwith.payments.paypal;

import com.paypal.orders.AmountWithBreakdown;
import com.paypal.orders.ApplicationContext;
import com.paypal.orders.OrderCaptureRequest;
import com.paypal.orders.OrderRequest;
import com.paypal.orders.OrdersCaptureRequest;
import com.paypal.orders.OrdersCreateRequest;
import com.paypal.orders.PurchaseUnitRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Completion;
import org.standwith.payments.Ending;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.Provider;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * What is given once: an order that the payer approves and we capture.
 *
 * @see <a href="https://developer.paypal.com/docs/api/orders/v2/">PayPal, Orders v2</a>
 */
final class PayPalOrders {

    /** What PayPal calls a payment that the payer's side refused; they may approve it anew, with something else to pay by. */
    private static final Set<String> DECLINED = Set.of(
            "INSTRUMENT_DECLINED",
            "TRANSACTION_REFUSED",
            "TRANSACTION_LIMIT_EXCEEDED",
            "TRANSACTION_RECEIVING_LIMIT_EXCEEDED",
            "TRANSACTION_BLOCKED_BY_PAYEE",
            "PAYER_CANNOT_PAY",
            "PAYER_ACCOUNT_RESTRICTED",
            "PAYER_ACCOUNT_LOCKED_OR_CLOSED",
            "PAYEE_BLOCKED_TRANSACTION",
            "COMPLIANCE_VIOLATION",
            "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING",
            "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED");

    private final Provider provider;
    private final PayPalCalls calls;
    private final String description;
    private final PayPalCountries countries;
    private final Clock clock;

    PayPalOrders(Provider provider, PayPalCalls calls, String description, PayPalCountries countries, Clock clock) {
        this.provider = provider;
        this.calls = calls;
        this.description = description;
        this.countries = countries;
        this.clock = clock;
    }

    Opening open(Order order) {
        PayPalAmounts.Value total = PayPalAmounts.write(order.amount());
        // The invoice's number makes PayPal refuse to take the same money twice.
        PurchaseUnitRequest unit = new PurchaseUnitRequest()
                .amountWithBreakdown(new AmountWithBreakdown()
                        .currencyCode(total.currencyCode())
                        .value(total.value()))
                .customId(order.reference())
                .invoiceId(order.reference())
                .description(description);
        ApplicationContext page = new ApplicationContext()
                .returnUrl(order.success().toString())
                .cancelUrl(order.cancel().toString())
                .shippingPreference("NO_SHIPPING")
                .userAction("PAY_NOW");
        PayPalLocales.of(order.locale()).ifPresent(page::locale);
        OrdersCreateRequest create = new OrdersCreateRequest().prefer("return=representation");
        create.header(PayPalWire.REQUEST_ID, order.idempotencyKey());
        create.requestBody(new OrderRequest()
                .checkoutPaymentIntent("CAPTURE")
                .purchaseUnits(List.of(unit))
                .applicationContext(page));
        return PayPalPages.redirect(calls.make(create));
    }

    /** Captures it where the payer has approved it, unless nothing may be taken from where they are. */
    Completion complete(String id, int declines) {
        return switch (find(id)) {
            case Reply.Answer<JsonNode> answer
            when isApproved(answer.value()) ->
                countries.forbid(answer.value())
                        ? new Completion.Forbidden(facts(answer.value()))
                        : capture(id, declines, answer.value());
            case Reply.Answer<JsonNode> answer -> told(answer.value());
            case Reply.No<JsonNode> no ->
                // What was not approved and captured in time is forgotten; what was paid stays.
                no.code().equals(PayPalWire.NOT_FOUND)
                        ? new Completion.Settled(List.of(new CheckoutExpired(provider, id, clock.instant())))
                        : new Completion.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Completion.Unknown(silence.reason());
        };
    }

    /** Nothing is reserved by an order of ours: one that was not captured has nothing to let go of, and takes nothing. */
    Optional<Ending> release(String id) {
        return switch (find(id)) {
            case Reply.Answer<JsonNode> answer -> Optional.of(released(answer.value()));
            case Reply.No<JsonNode> no ->
                PayPalWire.isMissing(no) ? Optional.empty() : Optional.of(new Ending.Unknown(no.code()));
            case Reply.Silence<JsonNode> silence -> Optional.of(new Ending.Unknown(silence.reason()));
        };
    }

    private Ending released(JsonNode order) {
        return switch (order.path("status").stringValue("")) {
            case "COMPLETED" -> new Ending.Refused("captured");
            case "VOIDED" -> new Ending.Ended(facts(order));
            case "CREATED", "SAVED", "PAYER_ACTION_REQUIRED", "APPROVED" -> {
                List<Fact> facts = new ArrayList<>(facts(order));
                facts.add(new CheckoutExpired(provider, PayPalFields.id(order), clock.instant()));
                yield new Ending.Ended(facts);
            }
            default -> new Ending.Unknown("an answer that is no order");
        };
    }

    private static boolean isApproved(JsonNode order) {
        return order.path("status").stringValue("").equals("APPROVED");
    }

    private Reply<JsonNode> find(String id) {
        return calls.get("/v2/checkout/orders/" + id);
    }

    /**
     * PayPal answers a repeated request as the first time. So the same approval is captured under the same id, however
     * often, and one that followed a no under another.
     */
    private Completion capture(String id, int declines, JsonNode order) {
        String attempt = id + "@" + declines;
        OrdersCaptureRequest capture =
                new OrdersCaptureRequest(id).payPalRequestId(attempt).prefer("return=representation");
        capture.requestBody(new OrderCaptureRequest());
        return switch (calls.make(capture)) {
            case Reply.Answer<JsonNode> answer -> told(answer.value());
            case Reply.No<JsonNode> no when DECLINED.contains(no.code()) -> declined(id, attempt, no.code(), order);
            case Reply.No<JsonNode> no ->
                switch (no.code()) {
                    case "ORDER_ALREADY_CAPTURED", "ORDER_NOT_APPROVED", "PAYER_ACTION_REQUIRED" -> foundAnew(id);
                    // Another order for the same was paid, and its events tell of that.
                    case "DUPLICATE_INVOICE_ID" -> new Completion.Settled(facts(order));
                    default -> new Completion.Unknown(no.code());
                };
            case Reply.Silence<JsonNode> silence -> new Completion.Unknown(silence.reason());
        };
    }

    private static Optional<Instant> approved(JsonNode order) {
        return PayPalTimes.read(order.path("update_time")).or(() -> PayPalTimes.read(order.path("create_time")));
    }

    private Completion declined(String id, String attempt, String code, JsonNode order) {
        List<Fact> facts = new ArrayList<>(facts(order));
        facts.add(new Linked(provider, attempt, id));
        Instant now = clock.instant();
        // By PayPal's clock it was approved just now: our own must not have the decline come first.
        Instant at = approved(order).filter(now::isBefore).orElse(now);
        facts.add(new PaymentFailed(provider, attempt, code, at));
        return new Completion.Declined(facts);
    }

    private Completion foundAnew(String id) {
        return switch (find(id)) {
            case Reply.Answer<JsonNode> answer -> told(answer.value());
            case Reply.No<JsonNode> no -> new Completion.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Completion.Unknown(silence.reason());
        };
    }

    private Completion told(JsonNode order) {
        List<Fact> facts = facts(order);
        return switch (order.path("status").stringValue("")) {
            case "VOIDED" -> new Completion.Settled(facts);
            case "COMPLETED" ->
                facts.stream().anyMatch(PayPalOrders::isOfPayment)
                        ? new Completion.Settled(facts)
                        : new Completion.Unknown("an order that does not show its payment");
            case "CREATED", "SAVED", "PAYER_ACTION_REQUIRED", "APPROVED" -> new Completion.Open(facts);
            default -> new Completion.Unknown("an answer that is no order");
        };
    }

    private static boolean isOfPayment(Fact fact) {
        return fact instanceof Fact.OfPayment;
    }

    private List<Fact> facts(JsonNode order) {
        return new PayPalFacts(provider, clock.instant(), countries::seen).order(order);
    }
}
