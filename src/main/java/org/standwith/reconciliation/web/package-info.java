@NullMarked
package org.standwith.reconciliation.web;

import org.jspecify.annotations.NullMarked;
