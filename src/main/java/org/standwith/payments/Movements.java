package org.standwith.payments;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Movements of money that we know of, and by which names. */
@Component
public class Movements {

    private final Aliases aliases;
    private final JdbcClient jdbc;

    Movements(Aliases aliases, JdbcClient jdbc) {
        this.aliases = aliases;
        this.jdbc = jdbc;
    }

    /**
     * The same in the same order, under the names by which they are known here: a provider's id may have been replaced since
     * by an alias.
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<Fact.Movement> known(List<Fact.Movement> movements) {
        return aliases.hide(movements).facts().stream()
                .map(Fact.Movement.class::cast)
                .toList();
    }

    /** All that moved for a payment, or for whatever else it was that this names. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<Fact.Movement> about(Provider provider, String ref) {
        return jdbc
                .sql("select kind, body from fact where provider = ? and subject = ?")
                .params(provider.name(), aliases.known(provider, ref))
                .query((row, number) -> FactJson.read(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .filter(Fact.Movement.class::isInstance)
                .map(Fact.Movement.class::cast)
                .toList();
    }
}
