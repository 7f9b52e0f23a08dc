/**
 * How much a stranger may ask of us. Whoever asks for more than people do is asked for a proof of work, never refused and
 * never remembered: against those who try stolen cards and guess codes, without knowing anybody's address.
 */
@ApplicationModule(
        displayName = "Guard",
        allowedDependencies = {"problem", "vault", "payments"})
@NullMarked
package org.standwith.guard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
