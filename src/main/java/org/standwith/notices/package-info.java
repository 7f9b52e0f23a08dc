/**
 * What supporters are told without having asked: that something is renewed soon, that it could not be collected, what became of
 * that. Each once, by letters that say neither what nor how much nor whom they are from; and what could not be collected for too
 * long is ended.
 */
@ApplicationModule(
        displayName = "Notices",
        allowedDependencies = {"contributions", "mail", "money", "pages", "payments", "vault"})
@NullMarked
package org.standwith.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
