@NullMarked
package org.standwith;

import org.jspecify.annotations.NullMarked;
