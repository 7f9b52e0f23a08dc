package org.standwith.vault;

import java.time.Duration;
import org.springframework.core.env.PropertyResolver;

/** {@code vault:https://vault.example.org:8200/transit/standwith}: HashiCorp Vault, or OpenBao. */
final class TransitKeyFactory implements KeyServiceFactory {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @Override
    public String scheme() {
        return "vault";
    }

    @Override
    public KeyService open(String address, PropertyResolver settings, boolean maySetUp) {
        TransitKey key = new TransitKey(
                new TransitWire(CONNECT, PATIENCE, TransitToken.of(settings)), TransitAddress.of(address));
        key.check(maySetUp);
        return key;
    }
}
