/** What the pages of all modules share: the addresses at which we are, and our texts in the reader's language. */
@ApplicationModule(
        displayName = "Pages",
        allowedDependencies = {"money"})
@NullMarked
package org.standwith.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
