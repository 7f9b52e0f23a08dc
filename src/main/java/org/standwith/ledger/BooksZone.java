package org.standwith.ledger;

import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Holds the books to one time zone: a later one would put the same moment into another month. */
@Component
class BooksZone implements InitializingBean {

    private final JdbcClient jdbc;
    private final String configured;

    BooksZone(JdbcClient jdbc, LedgerProperties properties) {
        this.jdbc = jdbc;
        this.configured = properties.zone().getId();
    }

    @Override
    public void afterPropertiesSet() {
        Optional<String> kept = jdbc.sql("select zone from books where id = 1")
                .query(String.class)
                .optional();
        if (kept.isPresent() && !kept.get().equals(configured) && anythingIsPosted()) {
            throw new IllegalStateException("The books are kept in the time zone " + kept.get()
                    + "; standwith.organisation.zone cannot become " + configured + " any more");
        }
        jdbc.sql("insert into books (id, zone) values (1, :zone) on duplicate key update zone = :zone")
                .param("zone", configured)
                .update();
    }

    private boolean anythingIsPosted() {
        return jdbc.sql("select 1 from journal_entry limit 1")
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
