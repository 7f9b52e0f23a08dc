@NullMarked
package org.standwith.site;

import org.jspecify.annotations.NullMarked;
