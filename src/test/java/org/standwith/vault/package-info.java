@NullMarked
package org.standwith.vault;

import org.jspecify.annotations.NullMarked;
