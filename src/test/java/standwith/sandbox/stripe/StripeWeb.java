package standwith.sandbox.stripe;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Stripe's API and checkout page, for the sandbox's web context. */
@Configuration(proxyBeanMethods = false)
@Import({StripeApi.class, CheckoutPage.class})
public class StripeWeb {}
