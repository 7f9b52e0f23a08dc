/** Money that staff give back: asked for by one, agreed to by a second one where it is much, and done when the provider says so. */
@ApplicationModule(
        displayName = "Refunds",
        allowedDependencies = {"money", "problem", "payments", "contributions", "staff"})
@NullMarked
package org.standwith.refunds;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
