/** A mail server that delivers nothing, and shows everything. */
@NullMarked
package standwith.sandbox.mail;

import org.jspecify.annotations.NullMarked;
