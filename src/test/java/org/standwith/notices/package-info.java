@NullMarked
package org.standwith.notices;

import org.jspecify.annotations.NullMarked;
