@NullMarked
package org.standwith.receipts;

import org.jspecify.annotations.NullMarked;
