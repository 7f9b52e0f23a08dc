/** What supporters undertake to give: opening a checkout, and the state that follows from what providers tell. */
@ApplicationModule(
        displayName = "Contributions",
        allowedDependencies = {"money", "problem", "risk", "vault", "payments", "ledger", "pages"})
@NullMarked
package org.standwith.contributions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
