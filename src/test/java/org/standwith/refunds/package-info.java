@NullMarked
package org.standwith.refunds;

import org.jspecify.annotations.NullMarked;
