/** The books. */
@ApplicationModule(
        displayName = "Ledger",
        allowedDependencies = {"money", "problem"})
@NullMarked
package org.standwith.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
