/** Amounts in minor units; what may be given, what is suggested, and what covering the fees costs. */
@ApplicationModule(
        displayName = "Money",
        allowedDependencies = {})
@NullMarked
package org.standwith.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
