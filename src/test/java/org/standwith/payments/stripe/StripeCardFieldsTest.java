package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.stripe.Cards.TOKEN;
import static org.standwith.payments.stripe.Cards.charge;
import static org.standwith.payments.stripe.Cards.intent;
import static org.standwith.payments.stripe.Cards.subscription;
import static org.standwith.payments.stripe.StripeProvider.STRIPE;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.money.Cadence;
import org.standwith.payments.Beginning;
import org.standwith.payments.CardFields;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Confirmation;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Noticed;
import org.standwith.payments.Opening;
import org.standwith.payments.Preview;
import org.standwith.payments.TestLevels;
import org.standwith.risk.Country;
import org.standwith.risk.Level;

/** Cards that are entered on our own page: looked at first, and paid by after that. */
class StripeCardFieldsTest {

    private static final WireMockServer SERVER = FakeStripe.start();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String PREVIEW = "/v1/confirmation_tokens/ctoken_1";
    private static final String CARD = ", \"payment_method_preview\": {\"type\": \"card\", \"card\": {}}";
    private static final Instant AT = Instant.ofEpochSecond(Cards.JUST_NOW);
    private static final Linked OURS = new Linked(STRIPE, "pi_1", Cards.REFERENCE);
    private static final Linked ITS = new Linked(STRIPE, "ch_1", "pi_1");
    private static final PaymentSucceeded PAID = new PaymentSucceeded(STRIPE, "ch_1", Money.parse("USD 5.00"), AT);

    private static final Noticed FINE = Cards.noticed(Level.OPEN, TestLevels.FINE);

    private final StripeProvider stripe = FakeStripe.withCardFields(SERVER.baseUrl(), PATIENCE);
    private final CardFields fields = stripe.cardFields().orElseThrow();

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        Cards.does(SERVER, FakeStripe.PRODUCTS, FakeStripe.PRODUCT);
        Cards.does(SERVER, "/v1/customers", "{\"id\": \"cus_1\", \"object\": \"customer\"}");
        Cards.does(SERVER, "/v1/subscriptions", subscription("incomplete"));
        Cards.does(SERVER, "/v1/payment_intents", intent("requires_payment_method", "null"));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void withAPublishableKeyTheSupporterStaysOnOurPageAndStripeHearsNothing() {
        assertThat(stripe.open(FakeStripe.order(Cadence.ONCE))).isEqualTo(new Opening.OnOurPage());
        assertThat(FakeStripe.provider(SERVER.baseUrl(), PATIENCE).cardFields()).isEmpty();
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void thePageMayLoadWhatStripeSaysThatItNeedsAndNothingElse() {
        assertThat(fields.browser())
                .isEqualTo(new CardFields.Browser(
                        "pk_test_1",
                        URI.create("https://js.stripe.com/dahlia/stripe.js"),
                        List.of("https://js.stripe.com", "https://*.js.stripe.com"),
                        List.of("https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"),
                        List.of("https://api.stripe.com")));
    }

    @Test
    void aStandInServesAllFromWhereItIs() {
        URI script = URI.create("http://localhost:8081/stripe/stripe.js");
        StripeProvider sandbox =
                FakeStripe.provider(FakeStripe.properties(SERVER.baseUrl(), "pk_test_1", script, PATIENCE));
        List<String> there = List.of("http://localhost:8081");

        assertThat(sandbox.cardFields().orElseThrow().browser())
                .isEqualTo(new CardFields.Browser("pk_test_1", script, there, there, there));
    }

    @Test
    void whoIssuedTheCardIsSeenAndNothingIsChanged() {
        shows("""
            , "payment_method_preview": {"type": "card", "billing_details": {"name": "Jane"},
               "card": {"country": "%s", "last4": "4242", "wallet": {"type": "apple_pay"}}}\
            """.formatted(TestLevels.FORBIDDEN));

        assertThat(fields.preview(TOKEN)).isEqualTo(new Preview.Shown(Optional.of(new Country(TestLevels.FORBIDDEN))));
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl())))
                .extracting(each -> each.getMethod() + " " + each.getUrl())
                .containsExactly("GET " + PREVIEW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"payment_method_preview\": {\"type\": \"card\", \"card\": {}}",
                ", \"payment_method_preview\": {\"type\": \"card\", \"card\": {\"country\": null}}",
                ", \"payment_method_preview\": {\"type\": \"card\", \"card\": {\"country\": \"QQ\"}}"
            })
    void whereTheIssuerIsNotToldNothingIsMadeUp(String more) {
        shows(more);

        assertThat(fields.preview(TOKEN)).isEqualTo(new Preview.Shown(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"payment_method_preview\": {\"type\": \"link\", \"link\": {\"country\": \"CH\"}}",
                ", \"payment_method_preview\": {\"type\": \"sepa_debit\", \"sepa_debit\": {\"country\": \"CH\"}}",
                ", \"payment_method_preview\": {\"type\": \"us_bank_account\", \"card\": {\"country\": \"CH\"}}",
                ", \"payment_method_preview\": {\"card\": {\"country\": \"CH\"}}",
                ", \"payment_method_preview\": null",
                ""
            })
    void whatIsNoCardIsNoUse(String more) {
        shows(more);

        assertThat(fields.preview(TOKEN)).isEqualTo(new Preview.Unusable("not a card"));
    }

    @Test
    void aTokenThatWasUsedOrIsTooOldIsNoUse() {
        shows(CARD + ", \"payment_intent\": \"pi_2\"");
        assertThat(fields.preview(TOKEN)).isInstanceOf(Preview.Unusable.class);
        shows(CARD + ", \"setup_intent\": \"seti_2\"");
        assertThat(fields.preview(TOKEN)).isInstanceOf(Preview.Unusable.class);
        shows(CARD + ", \"expires_at\": " + FakeStripe.NOW.getEpochSecond());
        assertThat(fields.preview(TOKEN)).isInstanceOf(Preview.Unusable.class);
        shows(CARD + ", \"expires_at\": " + (FakeStripe.NOW.getEpochSecond() + 1));
        assertThat(fields.preview(TOKEN)).isInstanceOf(Preview.Shown.class);
        SERVER.stubFor(get(urlPathEqualTo(PREVIEW)).willReturn(Cards.missing()));
        assertThat(fields.preview(TOKEN)).isInstanceOf(Preview.Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ctoken_", "pi_1", "ctoken_1/../../customers", "ctoken_1?expand[]=x", "ctoken_é"})
    void whatIsNoTokenIsNotAskedAboutNorPaidBy(String text) {
        assertThat(fields.preview(text)).isInstanceOf(Preview.Unusable.class);
        assertThat(fields.confirm("pi_1", text, false)).isInstanceOf(Confirmation.Refused.class);
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void whatIsGivenOnceTellsStripeThisAndNothingElse() {
        assertThat(fields.begin(FakeStripe.order(Cadence.ONCE))).isEqualTo(new Beginning.Begun("pi_1"));

        LoggedRequest request = Cards.last(SERVER, "/v1/payment_intents");
        assertThat(FakeStripe.form(request))
                .isEqualTo(Map.of(
                        "amount", "500",
                        "currency", "usd",
                        "metadata[reference]", Cards.REFERENCE,
                        "automatic_payment_methods[enabled]", "true",
                        "automatic_payment_methods[allow_redirects]", "never"));
        assertThat(request.getHeader("Idempotency-Key")).isEqualTo("checkout-1");
    }

    @ParameterizedTest
    @CsvSource({"MONTHLY, month", "ANNUAL, year"})
    void whatRecursMakesANamelessCustomerWithASubscriptionThatWaitsForItsFirstPayment(
            Cadence cadence, String interval) {
        assertThat(fields.begin(FakeStripe.order(cadence))).isEqualTo(new Beginning.Begun("sub_1"));

        LoggedRequest customer = Cards.last(SERVER, "/v1/customers");
        assertThat(FakeStripe.form(customer)).isEqualTo(Map.of("metadata[reference]", Cards.REFERENCE));
        LoggedRequest made = Cards.last(SERVER, "/v1/subscriptions");
        assertThat(FakeStripe.form(made))
                .isEqualTo(Map.of(
                        "customer", "cus_1",
                        "metadata[reference]", Cards.REFERENCE,
                        "payment_behavior", "default_incomplete",
                        "payment_settings[save_default_payment_method]", "on_subscription",
                        "items[0][quantity]", "1",
                        "items[0][price_data][currency]", "usd",
                        "items[0][price_data][unit_amount]", "500",
                        "items[0][price_data][product]", "standwith_contribution",
                        "items[0][price_data][recurring][interval]", interval));
        assertThat(List.of(customer.getHeader("Idempotency-Key"), made.getHeader("Idempotency-Key")))
                .containsExactly("checkout-1-customer", "checkout-1-subscription");
    }

    @Test
    void aPaymentByTheTokenIsTakenAtOnceOrReserved() {
        confirms(okJson(intent("succeeded", charge("succeeded", true, TestLevels.FINE))));
        assertThat(fields.confirm("pi_1", TOKEN, false))
                .isEqualTo(new Confirmation.Answered(List.of(OURS, ITS, ITS, PAID, FINE)));
        assertThat(FakeStripe.form(Cards.last(SERVER, Cards.CONFIRM)))
                .isEqualTo(Map.of(
                        "confirmation_token", TOKEN,
                        "capture_method", "automatic_async",
                        "expand[0]", "latest_charge.balance_transaction"));
        assertThat(Cards.last(SERVER, Cards.CONFIRM).getHeader("Idempotency-Key"))
                .isEqualTo("confirm-pi_1-ctoken_1");

        confirms(okJson(intent("requires_capture", charge("succeeded", false, TestLevels.FORBIDDEN))));
        assertThat(facts(fields.confirm("pi_1", "ctoken_2", true)))
                .containsOnly(
                        OURS,
                        ITS,
                        new PaymentPending(STRIPE, "ch_1", AT),
                        Cards.noticed(Level.BLOCKED, TestLevels.FORBIDDEN));
        assertThat(FakeStripe.form(Cards.last(SERVER, Cards.CONFIRM))).containsEntry("capture_method", "manual");
    }

    @Test
    void whereTheBankAsksTheSupporterTheBrowserGoesOn() {
        confirms(okJson(intent("requires_action", "null")));

        assertThat(fields.confirm("pi_1", TOKEN, false))
                .isEqualTo(new Confirmation.ActionNeeded("pi_1_secret_x", List.of(OURS)))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void aBankThatHasNotAnsweredIsWaitedFor() {
        confirms(okJson(intent("processing", "null")));
        assertThat(facts(fields.confirm("pi_1", TOKEN, false)))
                .containsExactly(OURS, new PaymentPending(STRIPE, "pi_1", AT));

        confirms(okJson(intent("processing", charge("pending", true, TestLevels.FINE))));
        assertThat(facts(fields.confirm("pi_1", TOKEN, false)))
                .containsOnly(OURS, ITS, new PaymentPending(STRIPE, "ch_1", AT), FINE);
    }

    @Test
    void aDeclineIsTheSameFactThatItsWebhookTells() {
        confirms(Cards.declined());
        Cards.has(SERVER, Cards.INTENT, intent("requires_payment_method", charge("failed", false, TestLevels.FINE)));

        PaymentFailed failed = new PaymentFailed(STRIPE, "ch_1", "card_declined", AT);
        assertThat(facts(fields.confirm("pi_1", TOKEN, false))).containsOnly(OURS, ITS, failed, FINE);
        assertThat(StripeFacts.inEvent(
                        STRIPE,
                        "charge.failed",
                        FakeStripe.NOW,
                        StripeProjection.of(
                                FakeStripe.json(charge("failed", false, TestLevels.FINE)), FakeStripe.COUNTRIES)))
                .contains(failed);
    }

    @Test
    void aCheckThatFailedBeforeTheBankWasAskedForMoneyIsADeclineAsWell() {
        String failed = intent(
                "requires_payment_method",
                "null",
                Cards.JUST_NOW,
                ", \"last_payment_error\": {\"code\": \"payment_intent_authentication_failure\"}");
        confirms(Cards.declined());
        Cards.has(SERVER, Cards.INTENT, failed);

        PaymentFailed fact = new PaymentFailed(STRIPE, "pi_1", "payment_intent_authentication_failure", AT);
        assertThat(facts(fields.confirm("pi_1", TOKEN, false))).containsExactly(OURS, fact);
        assertThat(StripeFacts.inEvent(
                        STRIPE,
                        "payment_intent.payment_failed",
                        FakeStripe.NOW,
                        StripeProjection.of(FakeStripe.json(failed), FakeStripe.COUNTRIES)))
                .containsExactly(OURS, fact);
    }

    @Test
    void whatIsPaidAlreadyIsNotPaidByAnotherToken() {
        confirms(Cards.unexpected());
        Cards.has(SERVER, Cards.INTENT, intent("succeeded", charge("succeeded", true, TestLevels.FINE)));

        assertThat(facts(fields.confirm("pi_1", "ctoken_2", false))).containsOnly(OURS, ITS, PAID, FINE);
    }

    @Test
    void aTokenThatStripeDoesNotTakeIsRefused() {
        confirms(Cards.missing());
        Cards.has(SERVER, Cards.INTENT, intent("requires_payment_method", "null"));

        assertThat(fields.confirm("pi_1", TOKEN, false)).isInstanceOf(Confirmation.Refused.class);
    }

    @Test
    void aDeclineThatCannotBeAskedAboutIsNotKnown() {
        confirms(Cards.declined());
        SERVER.stubFor(get(urlPathEqualTo(Cards.INTENT)).willReturn(Cards.error(500, "api_error", "x")));

        assertThat(fields.confirm("pi_1", TOKEN, false)).isInstanceOf(Confirmation.Unknown.class);
    }

    @Test
    void aSubscriptionIsPaidByItsFirstInvoice() {
        Cards.has(SERVER, Cards.SUBSCRIPTION, subscription("incomplete"));
        Cards.has(SERVER, Cards.INTENT, Cards.ofInvoice(intent("requires_payment_method", "null")));
        confirms(okJson(Cards.ofInvoice(intent("succeeded", charge("succeeded", true, TestLevels.AT_RISK)))));

        assertThat(facts(fields.confirm("sub_1", TOKEN, true)))
                .contains(
                        new Linked(STRIPE, "sub_1", Cards.REFERENCE),
                        new Linked(STRIPE, "in_1", "sub_1"),
                        new Linked(STRIPE, "pi_1", "in_1"),
                        ITS,
                        PAID,
                        Cards.noticed(Level.PROTECTED, TestLevels.AT_RISK))
                .noneMatch(CheckoutExpired.class::isInstance);
        assertThat(FakeStripe.form(Cards.last(SERVER, Cards.CONFIRM)))
                .isEqualTo(Map.of("confirmation_token", TOKEN, "expand[0]", "latest_charge.balance_transaction"));
    }

    /** The latest invoice of one that goes on is that of a renewal, which nobody has agreed to pay by this. */
    @ParameterizedTest
    @ValueSource(strings = {"active", "past_due", "unpaid", "canceled", "incomplete_expired"})
    void ofASubscriptionThatIsBegunOrEndedNothingIsPaid(String status) {
        Cards.has(SERVER, Cards.SUBSCRIPTION, subscription(status));
        Cards.has(SERVER, Cards.INTENT, Cards.ofInvoice(intent("requires_payment_method", "null")));

        assertThat(fields.confirm("sub_1", TOKEN, false)).isInstanceOf(Confirmation.Answered.class);
        assertThat(Cards.requests(SERVER, Cards.CONFIRM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cs_1", "ch_1", "", "pi_1/cancel"})
    void whatWasNotBegunHereIsNotPaidHere(String checkout) {
        assertThat(fields.confirm(checkout, TOKEN, false)).isInstanceOf(Confirmation.Refused.class);
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    private static List<Fact> facts(Confirmation confirmation) {
        assertThat(confirmation).isInstanceOf(Confirmation.Answered.class);
        return ((Confirmation.Answered) confirmation).facts();
    }

    private static void confirms(ResponseDefinitionBuilder answer) {
        Cards.does(SERVER, Cards.CONFIRM, answer);
    }

    private static void shows(String more) {
        Cards.has(SERVER, PREVIEW, "{\"id\": \"ctoken_1\", \"object\": \"confirmation_token\"" + more + "}");
    }
}
