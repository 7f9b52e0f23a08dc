/**
 * Supporters who come back: they sign in by a mailed link, by their code or by a passkey, see what they give, and change it. Nobody has a
 * password, and nothing here tells whether somebody is known.
 */
@ApplicationModule(
        displayName = "Supporters",
        allowedDependencies = {
            "contributions",
            "mail",
            "memberships",
            "money",
            "pages",
            "payments",
            "problem",
            "receipts",
            "reminders",
            "risk",
            "staff",
            "vault"
        })
@NullMarked
package org.standwith.supporters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
