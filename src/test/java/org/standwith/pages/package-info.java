@NullMarked
package org.standwith.pages;

import org.jspecify.annotations.NullMarked;
