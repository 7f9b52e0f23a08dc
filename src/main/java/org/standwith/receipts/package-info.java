/**
 * Proof of what somebody gave: a receipt for a payment and a statement for a year, as PDF. Made when it is asked for, and kept
 * nowhere.
 *
 * <p>Of {@code payments} it needs only what a provider is called.
 */
@ApplicationModule(
        displayName = "Receipts",
        allowedDependencies = {"money", "contributions", "pages", "payments"})
@NullMarked
package org.standwith.receipts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
