package org.standwith.supporters;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.Time;
import org.standwith.contributions.Ownership;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Provider;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.SupporterCode;
import standwith.sandbox.mail.Caught;

/** People who give, and their browsers. */
public final class Readers {

    /** Somebody who gave 20 dollars a month ago, or so. */
    public record Reader(UUID supporter, SupporterCode code, String email, UUID contribution) {

        /** What the provider calls their payment. */
        public String payment() {
            return charge(contribution);
        }
    }

    private static final Provider STRIPE = new Provider("STRIPE");

    private final Dossiers dossiers;
    private final Door door;
    private final Time time;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final MockMvcTester web;
    private final ApplicationContext context;

    Readers(
            Dossiers dossiers,
            Door door,
            Time time,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            MockMvcTester web,
            ApplicationContext context) {
        this.dossiers = dossiers;
        this.door = door;
        this.time = time;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.web = web;
        this.context = context;
    }

    private static String charge(UUID contribution) {
        return "ch_" + contribution.toString().replace("-", "");
    }

    public static String newAddress() {
        return "reader-" + UUID.randomUUID() + "@mail.example";
    }

    /** One whom nobody else knows. */
    public Reader gives() {
        return gives(newAddress());
    }

    /** @param email null for who leaves none; then the record has one that is nobody's */
    public Reader gives(@Nullable String email) {
        return gives(email, Cadence.MONTHLY, "en", time.now());
    }

    /** @param at when they paid first */
    public Reader gives(@Nullable String email, Cadence cadence, String locale, Instant at) {
        UUID contribution = UUID.randomUUID();
        String charge = charge(contribution);
        jdbc.sql("""
            insert into contribution (id, owner, provider, cadence, currency, amount_minor, covers_fees, created_at,
                state, state_since, version)
            values (?, 'nobody', 'STRIPE', ?, 'USD', 2000, false, '2026-01-01', 'Pending', '2026-01-01', 0)\
            """).params(contribution.toString(), cadence.name()).update();
        jdbc.sql("insert into reference (provider, ref, owner, since) values ('STRIPE', ?, ?, '2026-01-01')")
                .params(contribution.toString(), contribution.toString())
                .update();
        door.admit(List.of(
                new Linked(STRIPE, charge, contribution.toString()),
                new PaymentSucceeded(STRIPE, charge, Money.parse("USD 20.00"), at)));
        Dossiers.Admitted admitted =
                java.util.Objects.requireNonNull(transaction.execute(status -> dossiers.admit(new Dossier(
                        email == null ? null : EmailAddress.kept(email),
                        locale,
                        new Dossier.Handling("OPEN", "1"),
                        List.of(),
                        Set.of(contribution)))));
        Ownership.seal(context, contribution, admitted.supporter());
        return new Reader(admitted.supporter(), admitted.code(), email == null ? newAddress() : email, contribution);
    }

    /** The checkout by which they gave. */
    public UUID checkoutOf(Reader reader) {
        UUID checkout = UUID.randomUUID();
        jdbc.sql("""
            insert into checkout (id, contribution_id, idempotency_key, created_at, expires_at, spoilt_keys, request_digest)
            values (?, ?, ?, '2026-01-01', '2026-01-02', 0, '0123456789abcdef')\
            """)
                .params(
                        checkout.toString(),
                        reader.contribution().toString(),
                        UUID.randomUUID().toString())
                .update();
        return checkout;
    }

    /** One who pays monthly from today on. */
    public Reader goesOn() {
        Reader reader = gives();
        String subscription = charge(reader.contribution()).replace("ch_", "sub_");
        door.admit(List.of(
                new Linked(STRIPE, subscription, reader.contribution().toString()),
                new SubscriptionSeen(
                        STRIPE,
                        subscription,
                        SubscriptionSeen.Standing.ACTIVE,
                        SubscriptionSeen.Source.FETCHED,
                        Money.parse("USD 20.00"),
                        Cadence.MONTHLY,
                        time.now().plus(Duration.ofDays(31)),
                        null,
                        null,
                        time.now())));
        return reader;
    }

    /** A browser that was never here. */
    public Visit visit(String home) {
        return new Visit(web, home);
    }

    public Visit visit() {
        return visit("http://localhost:8080");
    }

    /** What was mailed to this address so far, the latest last. */
    public List<Caught> lettersTo(String email) {
        return WithMail.MAIL.caught().stream()
                .filter(letter -> letter.to().equals(email))
                .toList();
    }

    /** The links that were mailed to this address so far, the latest last. */
    public List<String> linksTo(String email) {
        return lettersTo(email).stream()
                .flatMap(letter -> letter.links().stream())
                .toList();
    }
}
