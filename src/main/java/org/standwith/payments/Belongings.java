package org.standwith.payments;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which contribution a provider's thing belongs to. */
@Component
class Belongings {

    private final Aliases aliases;
    private final JdbcClient jdbc;
    private final Clock clock;

    Belongings(Aliases aliases, JdbcClient jdbc, Clock clock) {
        this.aliases = aliases;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** From now on what leads to this reference belongs to this owner. */
    void own(Provider provider, String reference, UUID owner) {
        jdbc.sql("insert into reference (provider, ref, owner, since) values (?, ?, ?, ?)")
                // As exact as it has to be: the day would tell when somebody gave.
                .params(
                        provider.name(),
                        reference,
                        owner.toString(),
                        YearMonth.now(clock).atDay(1))
                .update();
    }

    /** Only while no fact is about it. */
    void disown(UUID owner) {
        jdbc.sql("delete from reference where owner = ?")
                .param(owner.toString())
                .update();
    }

    Optional<UUID> ownerOf(Provider provider, String ref) {
        return jdbc.sql("select owner from reference where provider = ? and ref = ? and owner is not null")
                .params(provider.name(), aliases.known(provider, ref))
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .optional();
    }

    /** What goes on, or went on, by the names under which we know it. */
    List<String> lastingOf(UUID owner) {
        return jdbc.sql("select ref from reference where owner = ? and lasting order by ref")
                .param(owner.toString())
                .query((row, number) -> row.getString(1))
                .list();
    }
}
