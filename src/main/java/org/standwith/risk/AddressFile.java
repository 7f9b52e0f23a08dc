package org.standwith.risk;

import com.maxmind.db.CHMCache;
import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Countries of addresses from a file in MaxMind's format, with which others are made too. */
final class AddressFile implements AddressCountries, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(AddressFile.class);

    private final Reader reader;
    private final AtomicBoolean complained = new AtomicBoolean();

    /** What is read of an entry, and nothing else. */
    record Entry(@Nullable Area country, @Nullable List<Area> subdivisions) {

        @MaxMindDbConstructor
        Entry(
                @MaxMindDbParameter(name = "country") @Nullable Area country,
                @MaxMindDbParameter(name = "subdivisions") @Nullable List<Area> subdivisions) {
            this.country = country;
            this.subdivisions = subdivisions;
        }
    }

    record Area(@Nullable String code) {

        @MaxMindDbConstructor
        Area(@MaxMindDbParameter(name = "iso_code") @Nullable String code) {
            this.code = code;
        }
    }

    /** @throws Unusable when it is not such a file, or one that does not tell countries: it would say of all that they are safe */
    AddressFile(Path file) {
        try {
            reader = new Reader(file.toFile(), new CHMCache());
        } catch (IOException | RuntimeException e) {
            throw new Unusable(RiskProperties.ADDRESSES, "it is not a MaxMind DB file that can be read.");
        }
        if (!reader.getMetadata().databaseType().toLowerCase(Locale.ROOT).matches(".*(country|city|enterprise).*")) {
            destroy();
            throw new Unusable(RiskProperties.ADDRESSES, "it does not tell countries.");
        }
    }

    @Override
    public Sighting of(InetAddress address) {
        try {
            return Optional.ofNullable(reader.get(address, Entry.class))
                    .flatMap(AddressFile::country)
                    .<Sighting>map(Sighting.Seen::new)
                    .orElseGet(Sighting.Unseen::new);
        } catch (IOException | RuntimeException e) {
            if (!complained.getAndSet(true)) {
                log.atWarn().setCause(e).log("Countries of addresses cannot be looked up: more care is taken");
            }
            return new Sighting.Failed();
        }
    }

    /** The part of a country where it is known: a policy may have a rule of its own for it. */
    private static Optional<Country> country(Entry entry) {
        if (entry.country() == null || entry.country().code() == null) {
            return Optional.empty();
        }
        String whole = entry.country().code();
        return Optional.ofNullable(entry.subdivisions()).stream()
                .flatMap(List::stream)
                .flatMap(area -> Country.read(whole + "-" + area.code()).stream())
                .findFirst()
                .or(() -> Country.read(whole));
    }

    @Override
    public void destroy() {
        try {
            reader.close();
        } catch (IOException e) {
            log.atWarn().setCause(e).log("The file of addresses could not be closed");
        }
    }
}
