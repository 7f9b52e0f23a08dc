@NullMarked
package org.standwith.guard;

import org.jspecify.annotations.NullMarked;
