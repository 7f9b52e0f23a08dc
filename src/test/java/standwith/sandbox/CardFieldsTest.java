package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.ConfirmationToken;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Payments by a card that is entered on the merchant's own page, and confirmed by the merchant's server. */
class CardFieldsTest extends CardFields {

    @Test
    void aTokenShowsWhoIssuedTheCardBeforeAnythingIsPaid() throws Exception {
        int charges = sandbox.stripe().objects("charge").size();
        String entered = sandbox.stripe().enter(RUSSIAN, "payment");

        ConfirmationToken token = client.v1().confirmationTokens().retrieve(entered);

        assertThat(token.getPaymentMethodPreview().getType()).isEqualTo("card");
        var card = token.getPaymentMethodPreview().getCard();
        assertThat(List.of(card.getCountry(), card.getBrand(), card.getFunding(), card.getLast4()))
                .containsExactly("RU", "visa", "credit", "0009");
        assertThat(card.getExpMonth()).isEqualTo(12);
        assertThat(token.getPaymentMethodPreview().getBillingDetails().getEmail())
                .isNull();
        assertThat(token.getExpiresAt() - token.getCreated())
                .isEqualTo(Duration.ofHours(12).toSeconds());
        assertThat(token.getPaymentIntent()).isNull();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).isEmpty();
        assertThat(sandbox.stripe().objects("charge")).hasSize(charges);
    }

    @Test
    void aCardOfNoCountryHasNone() throws Exception {
        String entered = sandbox.stripe().enter("4000009990000005", "payment");

        assertThat(client.v1()
                        .confirmationTokens()
                        .retrieve(entered)
                        .getPaymentMethodPreview()
                        .getCard()
                        .getCountry())
                .isNull();
    }

    @Test
    void aConfirmedPaymentTellsOfItsCardAndOfNobody() throws Exception {
        PaymentIntent paid = confirmed(1000, VISA);

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getAmountReceived()).isEqualTo(1000);
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).startsWith("payment_intent.created", "charge.succeeded", "payment_intent.succeeded");
        Charge charge = object(APP.events().get(1));
        assertThat(charge.getId()).isEqualTo(paid.getLatestCharge());
        assertThat(charge.getPaymentMethodDetails().getCard().getCountry()).isEqualTo("US");
        assertThat(charge.getOutcome().getNetworkStatus()).isEqualTo("approved_by_network");
        assertThat(charge.getMetadata()).containsEntry("contribution", "42");
        assertThat(charge.getBillingDetails().getName()).isNull();
        assertThat(charge.getBillingDetails().getAddress().getCountry()).isNull();
        assertThat(charge.getCaptured()).isTrue();

        sandbox.stripe().settleFees();
        assertThat(sandbox.truth().movements().stream()
                        .filter(moved -> moved.id().equals(charge.getId()))
                        .map(moved -> moved.kind() + " " + moved.minor() + " " + moved.interval()))
                .containsExactly("PAYMENT 1000 once", "FEE -59 once");
        assertThat(get(sandbox.address().toString()).body()).contains(charge.getId());
    }

    @Test
    void aTokenPaysOnceAndNotForEver() throws Exception {
        PaymentIntent paid = confirmed(1000, VISA);
        ConfirmationToken used = client.v1()
                .confirmationTokens()
                .retrieve(sandbox.stripe()
                        .objects("confirmation_token")
                        .getLast()
                        .path("id")
                        .asString());
        assertThat(used.getPaymentIntent()).isEqualTo(paid.getId());
        assertThat(used.getExpiresAt()).isNull();
        assertThatThrownBy(() -> confirm(intent(500).getId(), used.getId())).satisfies(refused("confirmation_token"));
        assertThatThrownBy(() -> confirm(paid.getId(), sandbox.stripe().enter(VISA, "payment")))
                .satisfies(code("payment_intent_unexpected_state"));

        String old = sandbox.stripe().enter(VISA, "payment");
        sandbox.advance(Duration.ofHours(12));
        assertThatThrownBy(() -> confirm(intent(500).getId(), old)).satisfies(refused("confirmation_token"));
        assertThatThrownBy(() -> confirm(intent(500).getId(), "ctoken_none")).satisfies(code("resource_missing"));
    }

    @Test
    void thePageAndTheServerHaveToAgreeOnFuturePayments() throws Exception {
        String token = sandbox.stripe().enter(VISA, "subscription");

        assertThatThrownBy(() -> confirm(intent(500).getId(), token)).satisfies(refused("setup_future_usage"));
    }

    @Test
    void aDeclinedPaymentIsPaidWithTheNextToken() throws Exception {
        String intent = intent(700).getId();

        assertThatThrownBy(() -> confirm(intent, sandbox.stripe().enter("4000000000009995", "payment")))
                .isInstanceOfSatisfying(CardException.class, declined -> {
                    assertThat(declined.getStatusCode()).isEqualTo(402);
                    assertThat(declined.getCode()).isEqualTo("card_declined");
                    assertThat(declined.getDeclineCode()).isEqualTo("insufficient_funds");
                    assertThat(declined.getStripeError().getPaymentIntent().getStatus())
                            .isEqualTo("requires_payment_method");
                });
        PaymentIntent waiting = client.v1().paymentIntents().retrieve(intent);
        assertThat(waiting.getLastPaymentError().getDeclineCode()).isEqualTo("insufficient_funds");
        Charge failed = client.v1().charges().retrieve(waiting.getLatestCharge());
        assertThat(failed.getPaid()).isFalse();
        assertThat(failed.getOutcome().getNetworkStatus()).isEqualTo("declined_by_network");

        PaymentIntent paid = confirm(intent, sandbox.stripe().enter(VISA, "payment"));

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getLastPaymentError()).isNull();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .startsWith(
                        "payment_intent.created",
                        "charge.failed",
                        "payment_intent.payment_failed",
                        "charge.succeeded",
                        "payment_intent.succeeded");
    }

    @Test
    void aPaymentThatIsTooRiskyIsNotSentToTheNetwork() throws Exception {
        assertThatThrownBy(() -> confirmed(500, "4100000000000019")).isInstanceOf(CardException.class);

        JsonNode charge = sandbox.stripe().objects("charge").getLast();
        assertThat(charge.at("/outcome/network_status").asString()).isEqualTo("not_sent_to_network");
        assertThat(charge.at("/outcome/type").asString()).isEqualTo("blocked");
    }

    @Test
    void aDeclineIsTheAnswerToItsKeyForGood() throws Exception {
        String intent = intent(500).getId();
        var key = RequestOptions.builder().setIdempotencyKey("declined-once").build();
        var params = PaymentIntentConfirmParams.builder()
                .setConfirmationToken(sandbox.stripe().enter(DECLINED, "payment"))
                .build();
        int charges = sandbox.stripe().objects("charge").size();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.v1().paymentIntents().confirm(intent, params, key))
                    .isInstanceOf(CardException.class);
        }

        assertThat(sandbox.stripe().objects("charge")).hasSize(charges + 1);
    }

    @Test
    void createdAndConfirmedInOneCallItIsPaidOrRefused() throws Exception {
        var params = params(500)
                .setConfirm(true)
                .setConfirmationToken(sandbox.stripe().enter(VISA, "payment"))
                .build();
        assertThat(client.v1().paymentIntents().create(params).getStatus()).isEqualTo("succeeded");

        int intents = sandbox.stripe().objects("payment_intent").size();
        assertThatThrownBy(() -> client.v1().paymentIntents().create(params)).satisfies(refused("confirmation_token"));
        assertThatThrownBy(() -> client.v1()
                        .paymentIntents()
                        .create(PaymentIntentCreateParams.builder()
                                .setAmount(500L)
                                .setCurrency("usd")
                                .setConfirm(true)
                                .setConfirmationToken(sandbox.stripe().enter(VISA, "payment"))
                                .build()))
                .satisfies(refused("return_url"));
        assertThatThrownBy(() -> client.v1().paymentIntents().create(params(49).build()))
                .satisfies(code("amount_too_small"));
        assertThat(sandbox.stripe().objects("payment_intent")).hasSize(intents);
    }

    @Test
    void aNamedTestCardStandsInForABrowser() throws Exception {
        PaymentIntent ready = client.v1()
                .paymentIntents()
                .create(params(500).setPaymentMethod("pm_card_kz").build());
        assertThat(ready.getStatus()).isEqualTo("requires_confirmation");

        PaymentIntent paid = client.v1().paymentIntents().confirm(ready.getId());

        assertThat(client.v1()
                        .charges()
                        .retrieve(paid.getLatestCharge())
                        .getPaymentMethodDetails()
                        .getCard()
                        .getCountry())
                .isEqualTo("KZ");
    }

    @Test
    void aHostedPageTakesACardOfAnyCountryToo() throws Exception {
        Session session = once(500, "usd");
        assertThat(get(session.getUrl()).body()).contains("Russia", RUSSIAN);

        post(session.getUrl(), "button=APPROVE&card=" + RUSSIAN);

        sandbox.webhooks().awaitDelivered(PATIENCE);
        Charge charge = object(APP.events().getFirst());
        assertThat(charge.getPaymentMethodDetails().getCard().getCountry()).isEqualTo("RU");
        assertThat(client.v1()
                        .paymentMethods()
                        .retrieve(charge.getPaymentMethod())
                        .getCard()
                        .getCountry())
                .isEqualTo("RU");
    }

    @Test
    void whatTheBrowserSendsIsNotWhatTheApplicationSends() throws Exception {
        String card = "payment_method_data[type]=card&payment_method_data[card][number]=" + VISA
                + "&payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=44"
                + "&payment_method_data[card][cvc]=123";
        int before = sandbox.requests().size();

        HttpResponse<String> entered = browser(card, sandbox.stripePublishableKey());

        assertThat(entered.statusCode()).isEqualTo(200);
        assertThat(entered.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(sandbox.requests()).hasSize(before);
        String token = JsonMapper.shared().readTree(entered.body()).path("id").asString();
        PaymentIntent paid = confirm(intent(500).getId(), token);
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(sandbox.requests().getLast().path()).endsWith(paid.getId() + "/confirm");

        assertThat(browser(card.replace("4242424242424242", "4242424242424241"), sandbox.stripePublishableKey())
                        .body())
                .contains("incorrect_number");
        assertThat(browser(card.replace("=44", "=20"), sandbox.stripePublishableKey())
                        .body())
                .contains("invalid_expiry_year");
        assertThat(browser(card, "pk_test_other").statusCode()).isEqualTo(401);
        assertThatThrownBy(() -> client(sandbox.stripePublishableKey())
                        .v1()
                        .confirmationTokens()
                        .retrieve(token))
                .isInstanceOf(StripeException.class);
        assertThatThrownBy(() ->
                        client(sandbox.stripePublishableKey()).v1().charges().list())
                .isNotInstanceOf(AuthenticationException.class)
                .isInstanceOf(StripeException.class);
    }
}
