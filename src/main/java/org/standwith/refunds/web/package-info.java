@NullMarked
package org.standwith.refunds.web;

import org.jspecify.annotations.NullMarked;
