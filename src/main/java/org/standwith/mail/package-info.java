/**
 * One message to one person, from a durable outbox: written in the transaction of what it tells about, sealed while it waits,
 * gone when the mail server has it. Whoever looks over a shoulder sees a sender and a subject that say nothing.
 */
@ApplicationModule(
        displayName = "Mail",
        allowedDependencies = {"commits", "vault"})
@NullMarked
package org.standwith.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
