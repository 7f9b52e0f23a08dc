/** The pages on which staff sign in, see the audit trail, and manage accounts and tokens. */
@NullMarked
package org.standwith.staff.web;

import org.jspecify.annotations.NullMarked;
