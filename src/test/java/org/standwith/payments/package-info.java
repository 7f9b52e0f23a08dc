@NullMarked
package org.standwith.payments;

import org.jspecify.annotations.NullMarked;
