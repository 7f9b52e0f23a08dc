/** The pages and calls of those who are signed in, and how they get there. */
@NullMarked
package org.standwith.supporters.web;

import org.jspecify.annotations.NullMarked;
