@NullMarked
package org.standwith.payments.stripe;

import org.jspecify.annotations.NullMarked;
