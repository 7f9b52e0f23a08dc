@NullMarked
package org.standwith.imports;

import org.jspecify.annotations.NullMarked;
