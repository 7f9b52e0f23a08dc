package standwith.sandbox.stripe;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Stripe's API and its pages, for the sandbox's web context. */
@Configuration(proxyBeanMethods = false)
@Import({StripeApi.class, CheckoutPage.class, ChallengePage.class})
public class StripeWeb {}
