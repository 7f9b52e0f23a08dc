@NullMarked
package org.standwith.reminders.web;

import org.jspecify.annotations.NullMarked;
