@NullMarked
package org.standwith.reconciliation;

import org.jspecify.annotations.NullMarked;
