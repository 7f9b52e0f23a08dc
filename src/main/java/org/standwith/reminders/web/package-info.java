/** Where somebody asks to be reminded, and where the links in the letters lead. */
@NullMarked
package org.standwith.reminders.web;

import org.jspecify.annotations.NullMarked;
