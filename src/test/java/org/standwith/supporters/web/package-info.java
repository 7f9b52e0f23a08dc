@NullMarked
package org.standwith.supporters.web;

import org.jspecify.annotations.NullMarked;
