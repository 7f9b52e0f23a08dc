@NullMarked
package org.standwith.payments.paypal;

import org.jspecify.annotations.NullMarked;
