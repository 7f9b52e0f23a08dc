package org.standwith.vault;

import org.springframework.core.env.PropertyResolver;

/** One way to keep the erasure journal; found by its name in {@code META-INF/spring.factories}. */
public interface JournalStoreFactory {

    /** What comes before the colon in {@code standwith.vault.journal}. */
    String scheme();

    /**
     * @param address what comes after the colon
     * @throws IllegalArgumentException when it is not usable; its message is for whoever installs
     */
    JournalStore open(String address, PropertyResolver settings);
}
