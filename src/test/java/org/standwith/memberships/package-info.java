@NullMarked
package org.standwith.memberships;

import org.jspecify.annotations.NullMarked;
