/** Stripe as seen from outside: its API, its checkout page, its events, its way with money and time. */
@NullMarked
package standwith.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
