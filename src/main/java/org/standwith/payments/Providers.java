package org.standwith.payments;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The providers that are configured. */
@Component
public class Providers {

    private final List<PaymentProvider> configured;

    Providers(List<PaymentProvider> configured) {
        this.configured = List.copyOf(configured);
    }

    /** In the order in which pages offer them. */
    public List<PaymentProvider> all() {
        return configured;
    }

    /** Their names, in that order. */
    public List<String> names() {
        return configured.stream().map(each -> each.provider().name()).toList();
    }

    /** The configured provider of this name in any case, or nothing. */
    public Optional<PaymentProvider> named(String name) {
        return configured.stream()
                .filter(each -> each.provider().name().equalsIgnoreCase(name))
                .findFirst();
    }
}
