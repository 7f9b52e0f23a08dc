@NullMarked
package org.standwith.staff;

import org.jspecify.annotations.NullMarked;
