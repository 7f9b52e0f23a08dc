package standwith.sandbox.paypal;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** PayPal's API and approval page, for the sandbox's web context. */
@Configuration(proxyBeanMethods = false)
@Import({PayPalApi.class, ApprovalPage.class, AutopayPage.class})
public class PayPalWeb {}
