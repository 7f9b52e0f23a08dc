package org.standwith.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.env.PropertyResolver;

/** {@code file:/path}: on a disk that is not restored together with the database. */
final class FileJournalStoreFactory implements JournalStoreFactory {

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public JournalStore open(String address, PropertyResolver settings) {
        Path file = FileAddress.read(address);
        boolean usable = Files.exists(file)
                ? Files.isReadable(file) && Files.isWritable(file)
                : Files.isWritable(FileAddress.folder(file));
        if (!usable) {
            throw new IllegalArgumentException("The erasure journal " + file + " cannot be read and written");
        }
        return new FileJournalStore(file);
    }
}
