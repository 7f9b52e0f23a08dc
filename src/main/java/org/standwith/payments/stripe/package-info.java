/** Stripe: its words translated into facts. Nobody else knows them. */
@ApplicationModule(
        displayName = "Stripe",
        allowedDependencies = {"payments", "money", "risk"})
@NullMarked
package org.standwith.payments.stripe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
