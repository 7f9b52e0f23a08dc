/** What visitors and callers meet: layout, home page, widget, security, and how errors are answered. */
@ApplicationModule(
        displayName = "Site",
        allowedDependencies = {
            "money",
            "problem",
            "vault",
            "staff",
            "payments",
            "ledger",
            "contributions",
            "pages",
            "supporters"
        })
@NullMarked
package org.standwith.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
