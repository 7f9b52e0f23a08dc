@NullMarked
package org.standwith.money;

import org.jspecify.annotations.NullMarked;
