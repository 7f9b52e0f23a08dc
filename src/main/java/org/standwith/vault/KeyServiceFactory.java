package org.standwith.vault;

import org.springframework.core.env.PropertyResolver;

/** One way to keep the key-encryption key; found by its name in {@code META-INF/spring.factories}. */
public interface KeyServiceFactory {

    /** What comes before the colon in {@code standwith.vault.kek}. */
    String scheme();

    /**
     * @param address what comes after the colon
     * @param settings for whatever else this way needs, such as a token
     * @param maySetUp whether no key was ever wrapped here, so that a first one may be made where there is none
     * @throws IllegalArgumentException when the address or a setting is not usable; its message is for whoever installs
     */
    KeyService open(String address, PropertyResolver settings, boolean maySetUp);
}
