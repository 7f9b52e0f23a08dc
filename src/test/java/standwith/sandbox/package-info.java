/** Stand-ins for the outside world, on the wire: providers, time, and a newspaper that shows the form. */
@NullMarked
package standwith.sandbox;

import org.jspecify.annotations.NullMarked;
