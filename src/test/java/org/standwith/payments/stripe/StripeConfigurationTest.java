package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.standwith.money.Cadence;
import org.standwith.payments.MustNotStart;
import org.standwith.payments.Opening;
import org.standwith.payments.PaymentProvider;
import org.standwith.risk.RiskPolicy;

/** Which of Stripe's two ways goes with which policy. */
class StripeConfigurationTest {

    private static final WireMockServer SERVER = FakeStripe.start();

    private final RiskPolicy policy = mock(RiskPolicy.class);

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void stripesOwnPageDoesNotGoWithAPolicyThatBlocksAnybody() {
        when(policy.blocksAnybody()).thenReturn(true);

        assertThatExceptionOfType(MustNotStart.class)
                .isThrownBy(() -> stripe(null, false))
                .withMessageContaining("standwith.stripe.publishable-key")
                .withMessageContaining("standwith.stripe.accept-hosted-checkout=true");
        assertThatExceptionOfType(MustNotStart.class).isThrownBy(() -> stripe(" ", false));
    }

    @Test
    void unlessSomebodySaysThatItWillDo() {
        when(policy.blocksAnybody()).thenReturn(true);

        assertThat(stripe(null, true).cardFields()).isEmpty();
    }

    @Test
    void cardFieldsGoWithEveryPolicyAndStripesPageWithOneThatBlocksNobody() {
        assertThat(stripe(null, false).cardFields()).isEmpty();

        when(policy.blocksAnybody()).thenReturn(true);
        assertThat(stripe("pk_test_1", false).cardFields()).isPresent();
    }

    @Test
    void aPolicyThatBlocksSomebodyOnlyLaterClosesStripesOwnPageFromThenOn() {
        Cards.does(SERVER, FakeStripe.PRODUCTS, FakeStripe.PRODUCT);
        Cards.does(SERVER, FakeStripe.SESSIONS, FakeStripe.SESSION);
        PaymentProvider hosted = stripe(null, false);
        assertThat(hosted.open(FakeStripe.order(Cadence.ONCE))).isInstanceOf(Opening.Redirect.class);
        SERVER.resetRequests();

        when(policy.blocksAnybody()).thenReturn(true);
        assertThat(hosted.open(FakeStripe.order(Cadence.ONCE))).isEqualTo(new Opening.Refused("policy"));
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();

        assertThat(stripe(null, true).open(FakeStripe.order(Cadence.ONCE))).isInstanceOf(Opening.Redirect.class);
        assertThat(stripe("pk_test_1", false).open(FakeStripe.order(Cadence.ONCE)))
                .isEqualTo(new Opening.OnOurPage());
    }

    private PaymentProvider stripe(@Nullable String publishableKey, boolean acceptsHosted) {
        return new StripeConfiguration()
                .stripe(
                        new StripeProperties(
                                "sk_test_1",
                                publishableKey,
                                URI.create("https://js.stripe.com/dahlia/stripe.js"),
                                URI.create(SERVER.baseUrl()),
                                List.of("whsec_1"),
                                "Contribution",
                                acceptsHosted,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5)),
                        policy,
                        Clock.systemUTC());
    }
}
