@NullMarked
package org.standwith.ledger;

import org.jspecify.annotations.NullMarked;
