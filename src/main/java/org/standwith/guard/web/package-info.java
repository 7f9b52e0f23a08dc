/** Stands before the checkout and the codes: lets in, or asks for a proof, as JSON or by a page that makes it by itself. */
@NullMarked
package org.standwith.guard.web;

import org.jspecify.annotations.NullMarked;
