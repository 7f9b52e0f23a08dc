@NullMarked
package org.standwith.contributions.web;

import org.jspecify.annotations.NullMarked;
