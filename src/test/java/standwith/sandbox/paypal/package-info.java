/** A stateful PayPal: its API, approval page, money and signed events. */
@NullMarked
package standwith.sandbox.paypal;

import org.jspecify.annotations.NullMarked;
