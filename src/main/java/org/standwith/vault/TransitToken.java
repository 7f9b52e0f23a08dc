package org.standwith.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/** By what Vault knows us. Where an agent renews it, it is in a file, which is read for every request. */
sealed interface TransitToken {

    /** @throws KeyServiceSilent when there is none now */
    String now();

    record Fixed(Sensitive<String> token) implements TransitToken {
        @Override
        public String now() {
            return token.reveal();
        }
    }

    record InFile(Path file) implements TransitToken {
        @Override
        public String now() {
            try {
                String token = Files.readString(file, StandardCharsets.UTF_8).strip();
                if (SENDABLE.matcher(token).matches()) {
                    return token;
                }
                throw new KeyServiceSilent("there is no token in the token file");
            } catch (IOException e) {
                throw new KeyServiceSilent("the token file cannot be read");
            }
        }
    }

    /** What else is in a header would be an error that quotes it. */
    Pattern SENDABLE = Pattern.compile("[!-~]+");

    /** @throws IllegalArgumentException when not exactly one of the two properties is set, or it is not usable */
    static TransitToken of(PropertyResolver settings) {
        String token = given(settings, "standwith.vault.token");
        String file = given(settings, "standwith.vault.token-file");
        if (token != null && file == null) {
            return fixed(token);
        }
        if (file != null && token == null) {
            return new InFile(FileAddress.read(file.startsWith("file:") ? file.substring("file:".length()) : file));
        }
        throw new IllegalArgumentException(
                "For Vault, either standwith.vault.token or standwith.vault.token-file has to be set");
    }

    private static TransitToken fixed(String token) {
        if (!SENDABLE.matcher(token).matches()) {
            throw new IllegalArgumentException("standwith.vault.token is not a token");
        }
        return new Fixed(Sensitive.of(token));
    }

    private static @Nullable String given(PropertyResolver settings, String name) {
        String value = settings.getProperty(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
