/** How those who write at the same moment share what a commit costs. */
@ApplicationModule(
        displayName = "Commits",
        allowedDependencies = {})
@NullMarked
package org.standwith.commits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
