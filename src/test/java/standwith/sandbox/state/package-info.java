/** What the sandbox remembers between runs. */
@NullMarked
package standwith.sandbox.state;

import org.jspecify.annotations.NullMarked;
