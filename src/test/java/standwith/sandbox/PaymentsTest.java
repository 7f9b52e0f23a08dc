package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth.Kind;

class PaymentsTest extends SharedSandbox {

    @Test
    void aSinglePaymentIsMadeOnThePageAndItsFeeComesLater() throws Exception {
        Session session = once(1000, "usd");

        assertThat(get(session.getUrl()).body()).contains("USD 10.00", "Approve", "Decline", "Answer late", "Abandon");
        HttpResponse<String> answer = press(session, "APPROVE");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .contains("https://gazette.example/thanks?sid=" + session.getId());
        press(session, "APPROVE");
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .startsWith("charge.succeeded", "payment_intent.succeeded", "checkout.session.completed");
        Charge charge = object(APP.events().getFirst());
        assertThat(charge.getBalanceTransaction()).isNull();
        assertThat(charge.getMetadata()).containsEntry("contribution", "42");

        sandbox.stripe().settleFees();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).last().isEqualTo("charge.updated");
        Session paid = client.v1()
                .checkout()
                .sessions()
                .retrieve(
                        session.getId(),
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent.latest_charge.balance_transaction")
                                .build());
        assertThat(paid.getPaymentStatus()).isEqualTo("paid");
        assertThat(paid.getCustomerDetails().getEmail()).endsWith(".example");
        var money = paid.getPaymentIntentObject().getLatestChargeObject().getBalanceTransactionObject();
        assertThat(money.getFee()).isEqualTo(59);
        assertThat(money.getNet()).isEqualTo(941);
    }

    @Test
    void aDeclinedCardCanBeFollowedByABetterOne() throws Exception {
        Session session = once(500, "eur");

        assertThat(press(session, "DECLINE").headers().firstValue("Location")).contains("/pay/" + session.getId());
        assertThat(get(session.getUrl()).body()).contains("Your card was declined.", "Approve");
        press(session, "APPROVE");

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .startsWith(
                        "charge.failed",
                        "payment_intent.payment_failed",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "checkout.session.completed");
        PaymentIntent failed = object(APP.events().get(1));
        assertThat(failed.getLastPaymentError().getCode()).isEqualTo("card_declined");
    }

    @Test
    void whoAbandonsTheCheckoutCanComeBackUntilItExpires() throws Exception {
        Session session = once(500, "usd");

        assertThat(press(session, "ABANDON").headers().firstValue("Location"))
                .contains("https://gazette.example/cancelled");
        assertThat(client.v1().checkout().sessions().retrieve(session.getId()).getStatus())
                .isEqualTo("open");
        sandbox.advance(Duration.ofHours(25));

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).contains("checkout.session.expired");
        assertThat(client.v1().checkout().sessions().retrieve(session.getId()).getStatus())
                .isEqualTo("expired");
        assertThat(get(sandbox.address() + "/pay/" + session.getId()).body()).contains("expired");
    }

    @Test
    void aLateAnswerIsYesAfterADayUnlessItIsNoBefore() throws Exception {
        Session willing = once(500, "usd");
        Session unwilling = once(600, "usd");
        press(willing, "LATE");
        press(unwilling, "LATE");
        Session waiting = client.v1()
                .checkout()
                .sessions()
                .retrieve(
                        willing.getId(),
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent")
                                .build());
        assertThat(waiting.getStatus()).isEqualTo("complete");
        assertThat(waiting.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(waiting.getPaymentIntentObject().getStatus()).isEqualTo("processing");
        String charge = waiting.getPaymentIntentObject().getLatestCharge();
        var pending = client.v1().charges().retrieve(charge);
        assertThat(pending.getStatus()).isEqualTo("pending");
        assertThat(pending.getPaid()).isFalse();
        assertThat(sandbox.truth().movements())
                .noneMatch(movement -> movement.id().equals(charge));

        sandbox.stripe().answer(unwilling.getId(), false);
        sandbox.advance(Duration.ofDays(1));

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsSubsequence(
                        "charge.pending",
                        "payment_intent.processing",
                        "checkout.session.completed",
                        "charge.failed",
                        "payment_intent.payment_failed",
                        "checkout.session.async_payment_failed",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "checkout.session.async_payment_succeeded");
        var succeeded = client.v1().charges().retrieve(charge);
        assertThat(succeeded.getStatus()).isEqualTo("succeeded");
        assertThat(succeeded.getCreated()).isEqualTo(pending.getCreated());
        assertThat(lastCharge(unwilling).getStatus()).isEqualTo("failed");
        assertThat(lastCharge(unwilling).getFailureCode()).isEqualTo("card_declined");
        assertThat(client.v1().checkout().sessions().retrieve(willing.getId()).getPaymentStatus())
                .isEqualTo("paid");
    }

    @Test
    void aRefundCanBePartialAndCanFailLater() throws Exception {
        String intent = paid(2000, "gbp");
        APP.forget();

        Refund refund = client.v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(intent)
                        .setAmount(500L)
                        .build());
        assertThat(refund.getStatus()).isEqualTo("succeeded");
        sandbox.stripe().failRefund(refund.getId());

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsExactly(
                        "refund.created", "charge.refunded", "refund.updated", "refund.updated", "refund.failed");
        Refund failed = object(APP.events().getLast());
        assertThat(failed.getFailureBalanceTransaction()).startsWith("txn_");
        assertThatThrownBy(() -> client.v1()
                        .refunds()
                        .create(RefundCreateParams.builder()
                                .setPaymentIntent(intent)
                                .setAmount(2001L)
                                .build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aDisputeTakesTheMoneyAndAWonOneGivesItBackWithoutTheFee() throws Exception {
        String intent = paid(5000, "chf");
        APP.forget();

        String dispute = sandbox.stripe().dispute(intent);
        sandbox.stripe().winDispute(dispute);

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsExactly(
                        "charge.dispute.created",
                        "charge.dispute.funds_withdrawn",
                        "charge.dispute.funds_reinstated",
                        "charge.dispute.closed");
        assertThat(client.v1().disputes().retrieve(dispute).getBalanceTransactions())
                .extracting(moved -> moved.getNet())
                .containsExactly(-6500L, 5000L);
        assertThat(sandbox.truth().sum(Kind.DISPUTE_FEE, "chf")).isEqualTo(-1500);
    }

    @Test
    void aPayoutIsTheSumOfItsBalanceTransactions() throws Exception {
        paid(1000, "nok");
        String second = paid(3000, "nok");
        sandbox.stripe().refund(second, 400L);
        sandbox.advance(Duration.ofDays(3));
        paid(9900, "nok");

        String payout = sandbox.stripe().payOut("nok");

        long sum = 0;
        for (var moved : client.v1()
                .balanceTransactions()
                .list(BalanceTransactionListParams.builder()
                        .setPayout(payout)
                        .setLimit(2L)
                        .addExpand("data.source")
                        .build())
                .autoPagingIterable()) {
            assertThat(moved.getSourceObject()).isNotNull();
            sum += moved.getType().equals("payout") ? 0 : moved.getNet();
        }
        var paidOut = client.v1().payouts().retrieve(payout);
        assertThat(paidOut.getAmount()).isEqualTo(sum).isPositive();
        assertThat(paidOut.getReconciliationStatus()).isEqualTo("completed");
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).containsSubsequence("payout.created", "payout.paid", "payout.reconciliation_completed");
    }

    @Test
    void everythingCanBeExchangedToDollars() throws Exception {
        sandbox.stripe().settleInDollars(true);
        try {
            String intent = paid(1000, "eur");
            sandbox.stripe().settleFees();

            var money = client.v1()
                    .paymentIntents()
                    .retrieve(
                            intent,
                            PaymentIntentRetrieveParams.builder()
                                    .addExpand("latest_charge.balance_transaction")
                                    .build())
                    .getLatestChargeObject()
                    .getBalanceTransactionObject();
            assertThat(money.getCurrency()).isEqualTo("usd");
            assertThat(money.getAmount()).isEqualTo(1080);
            assertThat(money.getFee()).isEqualTo(61);
            assertThat(money.getExchangeRate()).isEqualByComparingTo("1.08");
        } finally {
            sandbox.stripe().settleInDollars(false);
        }
    }

    private Charge lastCharge(Session session) throws StripeException {
        String intent =
                client.v1().checkout().sessions().retrieve(session.getId()).getPaymentIntent();
        return client.v1()
                .charges()
                .retrieve(client.v1().paymentIntents().retrieve(intent).getLatestCharge());
    }
}
