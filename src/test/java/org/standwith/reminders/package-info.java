@NullMarked
package org.standwith.reminders;

import org.jspecify.annotations.NullMarked;
