@NullMarked
package org.standwith.imports.web;

import org.jspecify.annotations.NullMarked;
