/**
 * Asking again whoever could not give today: when they wish, once or regularly, and never after they have given. An address is
 * taken where a letter harms nobody, is confirmed by whoever reads it, and is gone when there is nothing left to ask.
 */
@ApplicationModule(
        displayName = "Reminders",
        allowedDependencies = {"commits", "contributions", "mail", "pages", "problem", "risk", "staff", "vault"})
@NullMarked
package org.standwith.reminders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
