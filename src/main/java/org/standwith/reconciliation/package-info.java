/**
 * Do provider, journal and bank agree? Each provider's statement is compared with the books, line by line: what the books
 * lack is let in through the one door, and whatever differs is kept until somebody has explained it.
 */
@ApplicationModule(
        displayName = "Reconciliation",
        allowedDependencies = {"money", "problem", "payments", "contributions", "ledger", "staff"})
@NullMarked
package org.standwith.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
