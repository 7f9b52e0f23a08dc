package org.standwith.payments;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.Fact.PaymentSucceeded;

/** What is known of single payments, whoever they belong to, also where that is not known. */
@Component
public class Payments {

    private final Aliases aliases;
    private final JdbcClient jdbc;

    Payments(Aliases aliases, JdbcClient jdbc) {
        this.aliases = aliases;
        this.jdbc = jdbc;
    }

    /**
     * The name under which we know a payment that was taken; nothing where we know of none.
     *
     * @param ref the provider's id of it, or of what it was asked for by and the provider's own pages show: at Stripe, a
     *     payment intent
     */
    @Transactional(readOnly = true)
    public Optional<String> find(Provider provider, String ref) {
        String known = aliases.known(provider, ref);
        return isTaken(provider, known)
                ? Optional.of(known)
                : linkedTo(provider, known).stream()
                        .filter(each -> isTaken(provider, each))
                        .findFirst();
    }

    /** Every fact about this payment. */
    @Transactional(readOnly = true)
    public List<Fact> factsOf(Provider provider, String payment) {
        return about(provider, aliases.known(provider, payment));
    }

    /** The same, and until the commit they are all that there is: whoever brings another one waits. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Fact> hold(Provider provider, String payment) {
        jdbc.sql("select ref from reference where provider = ? and ref = ? for update")
                .params(provider.name(), aliases.known(provider, payment))
                .query(String.class)
                .list();
        return factsOf(provider, payment);
    }

    private boolean isTaken(Provider provider, String name) {
        return about(provider, name).stream().anyMatch(PaymentSucceeded.class::isInstance);
    }

    private List<String> linkedTo(Provider provider, String name) {
        return jdbc.sql("select subject from fact where provider = ? and target = ? and kind = 'Linked' order by"
                        + " subject")
                .params(provider.name(), name)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private List<Fact> about(Provider provider, String name) {
        return jdbc.sql("select kind, body from fact where provider = ? and subject = ?")
                .params(provider.name(), name)
                .query((row, number) -> FactJson.read(row.getString(1), row.getString(2)))
                .list();
    }

    /** Of how many payments it is not known what they belong to. */
    @Transactional(readOnly = true)
    public long countUnowned() {
        return jdbc.sql("""
            select count(*) from reference r where r.owner is null and exists (
                select 1 from fact f where f.provider = r.provider and f.fact_key = concat('payment:', r.ref))\
            """).query(Long.class).single();
    }
}
