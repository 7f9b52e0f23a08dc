/** The keys by which a website checks passes. */
@NullMarked
package org.standwith.memberships.web;

import org.jspecify.annotations.NullMarked;
