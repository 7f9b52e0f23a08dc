package org.standwith.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.standwith.payments.MustNotStart;
import org.standwith.payments.PaymentProvider;
import org.standwith.risk.RiskPolicy;

/** Which of Stripe's two ways goes with which policy. */
class StripeConfigurationTest {

    private final RiskPolicy policy = mock(RiskPolicy.class);

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

    private PaymentProvider stripe(@Nullable String publishableKey, boolean acceptsHosted) {
        return new StripeConfiguration()
                .stripe(
                        new StripeProperties(
                                "sk_test_1",
                                publishableKey,
                                URI.create("https://js.stripe.com/dahlia/stripe.js"),
                                URI.create("http://localhost"),
                                List.of("whsec_1"),
                                "Contribution",
                                acceptsHosted,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1)),
                        policy,
                        Clock.systemUTC());
    }
}
