@NullMarked
package org.standwith.contributions;

import org.jspecify.annotations.NullMarked;
