/** What can go wrong for a caller, as RFC 9457 tells it. */
@ApplicationModule(
        displayName = "Problem",
        allowedDependencies = {})
@NullMarked
package org.standwith.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
