package org.standwith.vault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param kek where the key-encryption key is: scheme and address
 * @param journal where the erasure journal is: scheme and address
 * @param keys the schema of the keys; where it is not given, beside the main one and with the same account
 * @param restoreWindow how far back the keys' schema may be restored; what is older is made unreadable
 */
@ConfigurationProperties("standwith.vault")
record VaultProperties(
        String kek,
        @DefaultValue("file:standwith-erasures.journal") String journal,
        @DefaultValue Keys keys,
        @DefaultValue("7d") Duration restoreWindow) {

    record Keys(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {

        /** Has a secret in it. */
        @Override
        public String toString() {
            return "Keys[***]";
        }
    }
}
