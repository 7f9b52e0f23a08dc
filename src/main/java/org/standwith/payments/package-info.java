/**
 * Money comes in through one door, as facts: the port to payment providers, what they tell us in our own words, and the
 * inbox in which their webhooks wait until they are understood.
 */
@ApplicationModule(
        displayName = "Payments",
        allowedDependencies = {"commits", "money", "problem", "risk", "vault"})
@NullMarked
package org.standwith.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
