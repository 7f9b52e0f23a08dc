package org.standwith.vault;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Where the key-encryption key and the erasure journal are. */
@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

    @Bean
    KeyService keyService(VaultProperties properties, Environment settings, KeySchema schema) {
        boolean first = schema.jdbc()
                .sql("select count(*) from epoch_key")
                .query(Long.class)
                .single()
                .equals(0L);
        String kek = properties.kek();
        return usable(
                "standwith.vault.kek",
                () -> named(KeyServiceFactory.class, kek, KeyServiceFactory::scheme)
                        .open(addressIn(kek), settings, first));
    }

    @Bean
    JournalStore journalStore(VaultProperties properties, Environment settings) {
        String journal = properties.journal();
        return usable(
                "standwith.vault.journal",
                () -> named(JournalStoreFactory.class, journal, JournalStoreFactory::scheme)
                        .open(addressIn(journal), settings));
    }

    private static <T> T usable(String property, Supplier<T> open) {
        try {
            return open.get();
        } catch (IllegalArgumentException e) {
            throw new CannotOpen(property, e);
        }
    }

    private static <F> F named(Class<F> kind, String value, Function<F, String> scheme) {
        List<F> all = SpringFactoriesLoader.forDefaultResourceLocation().load(kind);
        return all.stream()
                .filter(each -> value.startsWith(scheme.apply(each) + ":"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("It has to begin with "
                        + all.stream().map(each -> scheme.apply(each) + ":").collect(Collectors.joining(" or "))));
    }

    private static String addressIn(String value) {
        return value.substring(value.indexOf(':') + 1);
    }
}
