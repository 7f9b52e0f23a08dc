/** Who is at risk by giving: signals, by way of a versioned policy, to how they are handled. Knows no person and keeps nothing. */
@ApplicationModule(
        displayName = "Risk",
        allowedDependencies = {"vault"})
@NullMarked
package org.standwith.risk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
