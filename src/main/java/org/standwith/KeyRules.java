package org.standwith;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The key-encryption key is not where the data is, and the keys have an account that the data's has not. */
final class KeyRules {

    private static final Pattern USER_IN_URL = Pattern.compile("(?i)[?&(,]user=([^&),]*)|//([^:@/?]+)(?::[^@/]*)?@");

    private KeyRules() {}

    static Stream<String> faults(Settings settings) {
        return Stream.concat(keyInFile(settings), sharedAccount(settings));
    }

    private static Stream<String> keyInFile(Settings settings) {
        return settings
                .text("standwith.vault.kek")
                .filter(kek -> kek.strip().startsWith("file:"))
                .filter(kek -> !accepted(settings, "standwith.vault.accept-file-kek"))
                .map(kek -> "standwith.vault.kek in a file, which whoever takes the server takes too"
                        + " (standwith.vault.accept-file-kek=true accepts that)")
                .stream();
    }

    private static Stream<String> sharedAccount(Settings settings) {
        if (isKeyBesideData(settings)) {
            return Stream.empty();
        }
        Optional<String> keys = user(settings, "standwith.vault.keys");
        return keys.isPresent() && keys.equals(user(settings, "spring.datasource"))
                ? Stream.of("the same database account for standwith.vault.keys and spring.datasource")
                : Stream.empty();
    }

    private static Optional<String> user(Settings settings, String datasource) {
        return settings.text(datasource + ".username")
                .filter(name -> !name.isBlank())
                .or(() -> settings.text(datasource + ".url").flatMap(KeyRules::userIn));
    }

    private static Optional<String> userIn(String url) {
        return USER_IN_URL
                .matcher(url)
                .results()
                .findFirst()
                .map(found -> Optional.ofNullable(found.group(1)).orElseGet(() -> found.group(2)));
    }

    /** Then an account of their own keeps nobody from the keys: who takes the server has both. */
    static boolean isKeyBesideData(Settings settings) {
        return accepted(settings, "standwith.vault.accept-file-kek")
                && settings.text("standwith.vault.kek")
                        .filter(kek -> kek.strip().startsWith("file:"))
                        .isPresent();
    }

    /** Acceptance has to be said, and is not read into anything else. */
    static boolean accepted(Settings settings, String name) {
        return settings.text(name).filter("true"::equals).isPresent();
    }
}
