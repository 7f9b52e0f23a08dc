/** Who works here: accounts, roles, API tokens, and the trail of what they did. */
@ApplicationModule(
        displayName = "Staff",
        allowedDependencies = {"problem"})
@NullMarked
package org.standwith.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
