package org.standwith.payments;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.FactListener.Renamed;

/**
 * Puts aliases in the place of providers' ids that need not be matched any more. Facts and books stay what they are, to the
 * cent and to the day; they only no longer say which payment at the provider it was.
 */
@Component
class Blanking {

    private record Ref(Provider provider, String ref) {}

    private record Kept(String key, Fact fact) {}

    private final JdbcClient jdbc;
    private final Aliases aliases;
    private final Questions questions;
    private final List<FactListener> listeners;

    Blanking(JdbcClient jdbc, Aliases aliases, Questions questions, List<FactListener> listeners) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.questions = questions;
        this.listeners = listeners;
    }

    /** All ids that lead to what these own, those that go on included. */
    @Transactional(propagation = Propagation.MANDATORY)
    void blank(Collection<UUID> owners) {
        if (owners.isEmpty()) {
            return;
        }
        List<String> ids = owners.stream().map(UUID::toString).toList();
        List<Ref> some;
        do {
            some = ofOwners(ids, "and ref not like '~%'");
            blank(some);
            // Until no more come to light: what was waited for may have linked another one to them.
        } while (!some.isEmpty());
        ofOwners(ids, "and lasting").forEach(each -> questions.forget(each.provider(), each.ref()));
        jdbc.sql("update reference set sealed = null where owner in (:owners)")
                .param("owners", ids)
                .update();
    }

    private List<Ref> ofOwners(List<String> ids, String which) {
        return jdbc.sql("select provider, ref from reference where owner in (:owners) " + which
                        + " order by provider, ref for update")
                .param("owners", ids)
                .query((row, number) -> new Ref(new Provider(row.getString(1)), row.getString(2)))
                .list();
    }

    /**
     * Some ids that we have known since before this day.
     *
     * @return how many; fewer than {@code most} when there are no more
     */
    @Transactional
    public int blankOlderThan(LocalDate day, int most) {
        List<Ref> refs = jdbc.sql(
                        "select provider, ref from reference where lasting = false and since < ? and ref not like '~%'"
                                + " order by since limit ? for update")
                .params(day, most)
                .query((row, number) -> new Ref(new Provider(row.getString(1)), row.getString(2)))
                .list();
        blank(refs);
        return refs.size();
    }

    private void blank(List<Ref> refs) {
        for (Ref each : refs) {
            String alias = aliases.of(each.provider(), each.ref());
            questions.forget(each.provider(), each.ref());
            about(each, "subject").forEach(kept -> rename(kept, each, alias));
            about(each, "target").forEach(kept -> rename(kept, each, alias));
            // A payout keeps its name in facts, and so may have come again after it was blanked here.
            jdbc.sql("update ignore reference set ref = ?, since = null where provider = ? and ref = ?")
                    .params(alias, each.provider().name(), each.ref())
                    .update();
            jdbc.sql("delete from reference where provider = ? and ref = ?")
                    .params(each.provider().name(), each.ref())
                    .update();
        }
    }

    private List<Kept> about(Ref ref, String column) {
        return jdbc.sql("select fact_key, kind, body from fact where provider = ? and " + column + " = ?")
                .params(ref.provider().name(), ref.ref())
                .query((row, number) -> new Kept(row.getString(1), FactJson.read(row.getString(2), row.getString(3))))
                .list();
    }

    /** A link has two ends, each with its own time; whatever else a fact names goes with what it is about. */
    private void rename(Kept kept, Ref about, String alias) {
        Provider provider = about.provider();
        Fact renamed = new Renaming(ref -> kept.fact() instanceof Fact.Linked
                        ? (ref.equals(about.ref()) ? alias : ref)
                        : aliases.of(provider, ref))
                .of(kept.fact());
        if (renamed.equals(kept.fact())) {
            return;
        }
        jdbc.sql("""
            update fact set fact_key = ?, subject = ?, target = ?, body = ? where provider = ? and fact_key = ?\
            """)
                .param(renamed.key())
                .param(renamed.subject())
                .param(renamed instanceof Fact.Linked link ? link.to() : null)
                .param(FactJson.write(renamed))
                .param(provider.name())
                .param(kept.key())
                .update();
        if (renamed instanceof Fact.Movement) {
            listeners.forEach(listener -> listener.on(new Renamed(provider, kept.key(), renamed.key())));
        }
    }
}
