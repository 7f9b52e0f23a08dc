/** Made-up people are driven through everything there is, and then looked for wherever they must not be. */
@NullMarked
package org.standwith.canary;

import org.jspecify.annotations.NullMarked;
