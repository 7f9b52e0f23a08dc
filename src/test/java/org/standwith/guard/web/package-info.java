@NullMarked
package org.standwith.guard.web;

import org.jspecify.annotations.NullMarked;
