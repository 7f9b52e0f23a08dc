/** What goes wrong between the providers and us, all of it at once and for long, beside the truth. */
@NullMarked
package org.standwith.chaos;

import org.jspecify.annotations.NullMarked;
