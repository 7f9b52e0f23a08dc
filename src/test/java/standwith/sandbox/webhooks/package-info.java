/** Carries the stand-ins' events to the application, as reliably or as badly as one asks. */
@NullMarked
package standwith.sandbox.webhooks;

import org.jspecify.annotations.NullMarked;
