@NullMarked
package org.standwith.memberships.web;

import org.jspecify.annotations.NullMarked;
