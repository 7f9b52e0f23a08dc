@NullMarked
package org.standwith.ledger.web;

import org.jspecify.annotations.NullMarked;
