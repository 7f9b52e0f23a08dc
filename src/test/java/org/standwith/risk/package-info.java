@NullMarked
package org.standwith.risk;

import org.jspecify.annotations.NullMarked;
