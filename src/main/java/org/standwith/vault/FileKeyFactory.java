package org.standwith.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.springframework.core.env.PropertyResolver;

/** {@code file:/path}: for development, and for whoever accepts that the key lies beside what it protects. */
final class FileKeyFactory implements KeyServiceFactory {

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public KeyService open(String address, PropertyResolver settings, boolean maySetUp) {
        Path file = FileAddress.read(address);
        FileKey key = new FileKey(file);
        try {
            if (Files.notExists(file)) {
                if (!maySetUp) {
                    throw new IllegalArgumentException("The key file " + file
                            + " is missing although keys have been wrapped by it; without it they are lost");
                }
                key.setUp();
            }
            key.check();
        } catch (IOException e) {
            throw new IllegalArgumentException("The key file " + file + " cannot be read or made", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The key file " + file + " is not a keyset of this application");
        }
        return key;
    }
}
