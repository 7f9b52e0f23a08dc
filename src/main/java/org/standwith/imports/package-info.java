/**
 * Taking over an account that people gave to before: what they undertook there becomes contributions, what is known of them goes
 * into the vault, and what they paid comes into the books by reconciliation.
 */
@ApplicationModule(
        displayName = "Imports",
        allowedDependencies = {"problem", "vault", "payments", "contributions", "reconciliation", "staff"})
@NullMarked
package org.standwith.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
