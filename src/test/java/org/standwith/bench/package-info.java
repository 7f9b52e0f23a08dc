/** Measures how fast money comes in: what loads the service from a process of its own, and what is measured beside it. */
@NullMarked
package org.standwith.bench;

import org.jspecify.annotations.NullMarked;
