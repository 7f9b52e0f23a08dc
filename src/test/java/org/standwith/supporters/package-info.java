@NullMarked
package org.standwith.supporters;

import org.jspecify.annotations.NullMarked;
