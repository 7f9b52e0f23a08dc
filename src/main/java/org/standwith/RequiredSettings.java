package org.standwith;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.standwith.payments.ProviderSettings;
import org.standwith.vault.JournalStoreFactory;
import org.standwith.vault.KeyServiceFactory;

/** What cannot be defaulted. */
final class RequiredSettings {

    private static final String KEK = "standwith.vault.kek";
    private static final String MAIL_FROM = "standwith.mail.from";
    private static final String JOURNAL = "standwith.vault.journal";

    private static final List<String> ALWAYS = List.of("spring.datasource.url", "standwith.base-url", KEK);

    /** Elsewhere they have defaults that only do beside a database that nobody else uses. */
    private static final List<String> IN_PRODUCTION = List.of(
            JOURNAL, "standwith.vault.keys.url", "standwith.vault.keys.username", "standwith.vault.keys.password");

    private RequiredSettings() {}

    static List<String> faults(Settings settings) {
        List<String> faults = new ArrayList<>();
        List<String> missing = missing(settings);
        if (!missing.isEmpty()) {
            faults.add("set " + String.join(", ", missing) + " (README tells what each is)");
        }
        faults.addAll(unknownScheme(settings, KEK, KeyServiceFactory.class, KeyServiceFactory::scheme));
        faults.addAll(unknownScheme(settings, JOURNAL, JournalStoreFactory.class, JournalStoreFactory::scheme));
        return faults;
    }

    private static List<String> missing(Settings settings) {
        List<String> missing = Stream.concat(
                        ALWAYS.stream(), isGuarded(settings) ? IN_PRODUCTION.stream() : Stream.empty())
                .filter(settings::isMissing)
                .collect(Collectors.toCollection(ArrayList::new));
        if (settings.isBegun("spring.mail.host") && settings.isMissing(MAIL_FROM)) {
            missing.add(MAIL_FROM);
        }
        List<List<String>> providers = all(ProviderSettings.class).stream()
                .map(ProviderSettings::required)
                .toList();
        List<List<String>> begun = providers.stream()
                .filter(names -> names.stream().anyMatch(settings::isBegun))
                .toList();
        begun.forEach(names -> names.stream().filter(settings::isMissing).forEach(missing::add));
        if (begun.isEmpty()) {
            missing.add(providers.stream()
                    .map(names -> String.join(" and ", names))
                    .collect(Collectors.joining("; or ", "for a payment provider ", "")));
        }
        return missing;
    }

    private static boolean isGuarded(Settings settings) {
        return settings.isProduction() && !KeyRules.isKeyBesideData(settings);
    }

    /** Without the value: what stands in the wrong place may be a secret. */
    private static <F> List<String> unknownScheme(
            Settings settings, String name, Class<F> kind, Function<F, String> scheme) {
        List<String> known =
                all(kind).stream().map(each -> scheme.apply(each) + ":").toList();
        return settings
                .text(name)
                .map(String::strip)
                .filter(value -> !value.isEmpty() && known.stream().noneMatch(value::startsWith))
                .map(value -> name + " has to begin with " + String.join(" or ", known))
                .stream()
                .toList();
    }

    private static <F> List<F> all(Class<F> kind) {
        return SpringFactoriesLoader.forDefaultResourceLocation().load(kind);
    }
}
