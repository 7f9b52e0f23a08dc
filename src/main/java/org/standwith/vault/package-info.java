/**
 * People live here and nowhere else: one sealed dossier for each supporter, under that supporter's own key. All others know
 * a random id. Where the key is destroyed the person is gone, from backups too.
 */
@ApplicationModule(
        displayName = "Vault",
        allowedDependencies = {"problem"})
@NullMarked
package org.standwith.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
