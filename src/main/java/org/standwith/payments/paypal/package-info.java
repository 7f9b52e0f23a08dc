/** PayPal: its words translated into facts. Nobody else knows them. */
@ApplicationModule(
        displayName = "PayPal",
        allowedDependencies = {"payments", "money", "risk"})
@NullMarked
package org.standwith.payments.paypal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
