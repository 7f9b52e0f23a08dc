package org.standwith.risk;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Countries of addresses from a file in MaxMind's format, with which others are made too. */
final class AddressFile implements AddressCountries, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(AddressFile.class);

    private final Reader reader;
    private final AtomicBoolean complained = new AtomicBoolean();

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
            return Optional.<Map<?, ?>>ofNullable(reader.get(address, Map.class))
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
    private static Optional<Country> country(Map<?, ?> entry) {
        Optional<String> whole = Optional.ofNullable(entry.get("country")).flatMap(AddressFile::code);
        Stream<?> parts = entry.get("subdivisions") instanceof List<?> list ? list.stream() : Stream.empty();
        return whole.flatMap(code -> parts.flatMap(part -> code(part).stream())
                .flatMap(part -> Country.read(code + "-" + part).stream())
                .findFirst()
                .or(() -> Country.read(code)));
    }

    /** A file of another make may say it in another way: then nothing of it is understood, and nobody is taken for safe. */
    private static Optional<String> code(Object area) {
        if (area instanceof Map<?, ?> names) {
            return Optional.ofNullable(names.get("iso_code")).map(String.class::cast);
        }
        throw new IllegalStateException("Not an area as MaxMind's files have them");
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
