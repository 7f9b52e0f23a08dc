package org.standwith.contributions;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.Money;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Providers;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Person;

/** Supporters of whom everything is known that there can be, and what is left of them afterwards. */
final class Givers {

    static final Money FIVE = Money.parse("USD 5.00");

    /** @param tail ends all ids that Stripe has of theirs */
    record Giver(UUID supporter, UUID contribution, UUID checkout, String reference, String tail) {

        String id(String prefix) {
            return prefix + tail;
        }

        Person person() {
            return new Person(supporter, java.util.Set.of(contribution));
        }
    }

    private final Attempts attempts;
    private final Owners owners;
    private final Contributions contributions;
    private final Dossiers dossiers;
    private final Providers providers;
    private final Door door;
    private final JdbcClient jdbc;

    Givers(ApplicationContext context) {
        attempts = context.getBean(Attempts.class);
        owners = context.getBean(Owners.class);
        contributions = context.getBean(Contributions.class);
        dossiers = context.getBean(Dossiers.class);
        providers = context.getBean(Providers.class);
        door = context.getBean(Door.class);
        jdbc = context.getBean(JdbcClient.class);
    }

    /** Their checkout is open at Stripe. */
    Giver open(Cadence cadence) {
        Wanted wanted = new Wanted(
                cadence,
                FIVE,
                false,
                providers.named("stripe").orElseThrow(),
                Locale.GERMAN,
                "spring-2026",
                URI.create("https://news.example.org/back"),
                EmailAddress.read("jane.roe@example.org").orElseThrow(),
                Handled.LIKE_EVERYBODY,
                null,
                "");
        Attempts.Attempt attempt = attempts.findOrRecord(wanted, null, UUID.randomUUID());
        UUID contribution = attempt.contribution().id();
        String reference = java.util.Objects.requireNonNull(attempt.answer()).reference();
        Giver giver = new Giver(
                ownerOf(contribution),
                contribution,
                attempt.id(),
                reference,
                UUID.randomUUID().toString().replace("-", ""));
        tell(giver, each -> List.of(link(each, "cs_test_", reference)));
        return giver;
    }

    void tell(Giver giver, Function<Giver, List<Fact>> facts) {
        door.admit(facts.apply(giver));
    }

    /** What Stripe tells of a payment of theirs, with all ids that it may have. */
    void pay(Giver giver, boolean regularly, Instant at) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Linked(Telling.STRIPE, giver.id("ch_"), giver.id("pi_")),
                new PaymentSucceeded(Telling.STRIPE, giver.id("ch_"), FIVE, at),
                new Settled(
                        Telling.STRIPE, giver.id("txn_"), giver.id("ch_"), FIVE, FIVE, Money.parse("USD 0.45"), at)));
        if (regularly) {
            facts.add(new Linked(Telling.STRIPE, giver.id("pi_"), giver.id("in_")));
            facts.add(new Linked(Telling.STRIPE, giver.id("in_"), giver.id("sub_")));
            facts.add(link(giver, "sub_", giver.reference()));
        } else {
            facts.add(link(giver, "pi_", giver.reference()));
        }
        tell(giver, any -> facts);
    }

    static SubscriptionSeen seen(Giver giver, SubscriptionSeen.Standing standing, Instant at) {
        return new SubscriptionSeen(
                Telling.STRIPE,
                giver.id("sub_"),
                standing,
                SubscriptionSeen.Source.EVENT,
                FIVE,
                Cadence.MONTHLY,
                null,
                null,
                null,
                at);
    }

    private static Linked link(Giver giver, String prefix, String to) {
        return new Linked(Telling.STRIPE, giver.id(prefix), to);
    }

    /** A random one, where it is nobody's. */
    UUID ownerOf(UUID contribution) {
        byte[] sealed = jdbc.sql("select owner from contribution where id = ?")
                .param(contribution.toString())
                .query((row, number) -> row.getBytes(1))
                .single();
        return owners.open(contribution, sealed).orElseThrow();
    }

    String stateOf(Giver giver) {
        return contributions.findById(giver.contribution()).orElseThrow().stateName();
    }

    boolean isKnown(Giver giver) {
        return dossiers.open(giver.supporter()).isPresent();
    }

    /** Every place in the database that still names them, or what Stripe knows of them. */
    List<String> traces(Giver giver) {
        List<String> found = new ArrayList<>(jdbc.sql("""
            select concat('dossier ', id) from dossier where id = :supporter
            union all select concat('checkout ', id) from checkout where contribution_id = :contribution
            union all select concat('reference ', ref) from reference where ref like :tail or ref = :reference
            union all select concat('sealed ', ref) from reference where owner = :contribution and sealed is not null
            union all select concat('fact ', fact_key) from fact
                where concat_ws(' ', fact_key, subject, target, body) like :tail
                   or concat_ws(' ', fact_key, subject, target, body) like :anywhere
            union all select concat('journal ', entry_key) from journal_entry where entry_key like :tail
            union all select concat('posting ', entry_key) from posting where entry_key like :tail
            union all select concat('inbox ', event_id) from inbox_event where event_id like :tail\
            """)
                .param("supporter", giver.supporter().toString())
                .param("contribution", giver.contribution().toString())
                .param("reference", giver.reference())
                .param("tail", "%" + giver.tail() + "%")
                .param("anywhere", "%" + giver.reference() + "%")
                .query((row, number) -> row.getString(1))
                .list());
        if (ownerOf(giver.contribution()).equals(giver.supporter())) {
            found.add("owner " + giver.contribution());
        }
        return found;
    }

    /** Everything in the books but the names of entries. */
    List<String> books() {
        return jdbc.sql("""
            select concat_ws(' ', e.provider, e.kind, e.value_date, e.booking_month, p.line, p.account, p.currency,
                             coalesce(p.cadence, '-'), p.minor)
            from journal_entry e join posting p on p.provider = e.provider and p.entry_key = e.entry_key\
            """).query((row, number) -> row.getString(1)).list().stream()
                .sorted()
                .toList();
    }

    /** Every state that it was in, by the facts that are kept. */
    List<State> statesOf(Giver giver) {
        Contribution contribution = contributions.findById(giver.contribution()).orElseThrow();
        return History.fold(
                        contribution.cadence(),
                        contribution.createdAt(),
                        door.factsOf(List.of(giver.contribution())).getOrDefault(giver.contribution(), List.of()))
                .states();
    }
}
