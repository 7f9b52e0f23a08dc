/**
 * What giving entitles to: a tier, which follows from what somebody gives and from nothing else, and passes, which prove a
 * tier to a website and name nobody. Keeps nothing of anybody.
 */
@ApplicationModule(
        displayName = "Memberships",
        allowedDependencies = {"contributions", "money", "problem", "vault"})
@NullMarked
package org.standwith.memberships;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
