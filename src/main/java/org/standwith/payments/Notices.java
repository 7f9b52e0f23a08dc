package org.standwith.payments;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.risk.Country;

/** Finds out whose it is that is noticed. Reads, and writes nothing: that somebody is at risk leaves no trace here. */
@Component
class Notices {

    /** @param owner null while it is not known */
    record Owned(Noticed noticed, @Nullable UUID owner) {}

    private record Ref(Provider provider, String ref) {}

    private final Aliases aliases;
    private final JdbcClient jdbc;

    Notices(Aliases aliases, JdbcClient jdbc) {
        this.aliases = aliases;
        this.jdbc = jdbc;
    }

    /** Each thing once, by the highest level and all places that were noticed of it, under the name by which we know it. */
    List<Owned> owned(Collection<Noticed> noticed) {
        Map<Ref, Noticed> highest = new LinkedHashMap<>();
        for (Noticed each : noticed) {
            String ref = aliases.known(each.provider(), each.ref());
            Noticed known = new Noticed(each.provider(), ref, each.level(), each.places(), each.at());
            highest.merge(new Ref(known.provider(), known.ref()), known, Notices::both);
        }
        return highest.values().stream()
                .map(each -> new Owned(each, ownerOf(each)))
                .toList();
    }

    private static Noticed both(Noticed one, Noticed other) {
        Noticed higher = one.level().isAtLeast(other.level()) ? one : other;
        Set<Country> places = new HashSet<>(one.places());
        places.addAll(other.places());
        return new Noticed(higher.provider(), higher.ref(), higher.level(), places, higher.at());
    }

    /** As it is now, rather than when this transaction began, which may have waited for another that found out. */
    private @Nullable UUID ownerOf(Noticed noticed) {
        return jdbc.sql("select owner from reference where provider = ? and ref = ? and owner is not null for update")
                .params(noticed.provider().name(), noticed.ref())
                .query(String.class)
                .optional()
                .map(UUID::fromString)
                .orElse(null);
    }
}
