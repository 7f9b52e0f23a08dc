package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Card fields in a real browser, on a page of another site that lets nothing else in. */
class CardPageTest extends SharedSandbox {

    private static final String CHALLENGED = "4000002500003155";

    private final CardPage page = new CardPage(sandbox.stripeScript(), sandbox.stripePublishableKey());
    private final CardBrowser browser = CardBrowser.open();

    @BeforeEach
    void visit() {
        browser.visit(page.address()).reads("#state", "ready");
    }

    @AfterEach
    void close() {
        browser.close();
        page.close();
    }

    @Test
    void aCardIsEnteredConfirmedAndItsChallengeMet() throws Exception {
        browser.enter("number", CHALLENGED).enter("expiry", "1244").enter("cvc", "123");
        browser.reads("#state", "complete").click("#pay").reads("#outcome", "ctoken_");
        assertThat(client.v1()
                        .confirmationTokens()
                        .retrieve(browser.text("#outcome"))
                        .getPaymentMethodPreview()
                        .getCard()
                        .getCountry())
                .isEqualTo("FR");
        PaymentIntent waiting = confirm(browser.text("#outcome"));
        assertThat(waiting.getStatus()).isEqualTo("requires_action");

        browser.run("goOn('" + waiting.getClientSecret() + "')");
        browser.answer("#complete").reads("#outcome", "succeeded");

        assertThat(client.v1().paymentIntents().retrieve(waiting.getId()).getStatus())
                .isEqualTo("succeeded");
        thePageHeardNothingOfTheCard();
    }

    @Test
    void aChallengeThatIsNotMetIsAnErrorAndAnotherCardPays() throws Exception {
        browser.enter("number", CHALLENGED).enter("expiry", "1244").enter("cvc", "123");
        browser.click("#pay").reads("#outcome", "ctoken_");
        PaymentIntent waiting = confirm(browser.text("#outcome"));
        browser.run("goOn('" + waiting.getClientSecret() + "')");

        browser.answer("#fail").reads("#outcome", "payment_intent_authentication_failure");

        browser.enter("number", "4242424242424242").click("#pay").reads("#outcome", "ctoken_");
        PaymentIntent paid = client.v1()
                .paymentIntents()
                .confirm(
                        waiting.getId(),
                        PaymentIntentConfirmParams.builder()
                                .setConfirmationToken(browser.text("#outcome"))
                                .build());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
    }

    @Test
    void whatIsIncompleteIsNamedBesideItsFieldAndMakesNoToken() {
        int tokens = sandbox.stripe().objects("confirmation_token").size();
        browser.enter("number", "4242424242424241").enter("expiry", "1244");

        browser.click("#pay").reads("#outcome", "invalid_number");

        assertThat(browser.inside("#number-error")).isEqualTo("Your card number is invalid.");
        assertThat(browser.inside("#cvc-error")).isEqualTo("Your card’s security code is incomplete.");
        assertThat(browser.inside("label[for=number]")).isEqualTo("Card number");
        assertThat(sandbox.stripe().objects("confirmation_token")).hasSize(tokens);
        thePageHeardNothingOfTheCard();
    }

    private void thePageHeardNothingOfTheCard() {
        assertThat(browser.run("return JSON.stringify(heard)")).doesNotContain("4242", CHALLENGED, "1244");
        assertThat(browser.run("return String(document.querySelector('#card iframe').contentDocument)"))
                .isEqualTo("null");
        assertThat(browser.run("return violations.join()")).isEmpty();
    }

    private PaymentIntent confirm(String token) throws Exception {
        String intent = client.v1()
                .paymentIntents()
                .create(PaymentIntentCreateParams.builder()
                        .setAmount(500L)
                        .setCurrency("usd")
                        .setAutomaticPaymentMethods(AutomaticPaymentMethods.builder()
                                .setEnabled(true)
                                .setAllowRedirects(AutomaticPaymentMethods.AllowRedirects.NEVER)
                                .build())
                        .build())
                .getId();
        return client.v1()
                .paymentIntents()
                .confirm(
                        intent,
                        PaymentIntentConfirmParams.builder()
                                .setConfirmationToken(token)
                                .build());
    }
}
