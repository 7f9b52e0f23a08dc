@NullMarked
package org.standwith.payments.web;

import org.jspecify.annotations.NullMarked;
