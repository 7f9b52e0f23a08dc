/** Where people give: the form, the pages on the way back, and the same for programs. */
@NullMarked
package org.standwith.contributions.web;

import org.jspecify.annotations.NullMarked;
