@NullMarked
package org.standwith.mail;

import org.jspecify.annotations.NullMarked;
