package org.standwith.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.imports.Import.Stage;
import org.standwith.imports.Import.Status;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertaking.Payer;
import org.standwith.payments.Undertakings.Answer;
import org.standwith.payments.Undertakings.Unusable;
import org.standwith.payments.Undertakings.Why;
import org.standwith.payments.WentOnBefore;
import org.standwith.risk.Country;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;

/** Taking over what people undertook before, at a provider that nobody else has. */
@StandwithTest
class ImportTest {

    private static final Instant BEGUN = Instant.parse("2025-02-10T12:00:00Z");
    private static final Instant SEEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant PAID_UNTIL = Instant.parse("2027-03-10T12:00:00Z");
    private static final String OURS_MONTHLY = UUID.randomUUID().toString();
    private static final String OURS_ONCE = UUID.randomUUID().toString();
    private static final Period PERIOD =
            new Period(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2026-03-01T00:00:00Z"));

    @Autowired
    private ImportRows rows;

    @Autowired
    private ImportWork work;

    @Autowired
    private PageTaking pages;

    @Autowired
    private Findings findings;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Door door;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private final Provider provider = new Provider(name());
    private final Undertaken there = new Undertaken();

    @Test
    void whoGivesEveryMonthGoesOnGivingWithTheirAddressInTheVaultAlone() {
        String email = "jane." + name().toLowerCase(Locale.ROOT) + "@example.org";
        String subscription = subscription(Money.parse("USD 1.00"), payer(email, Locale.GERMAN));

        Import run = carriedOut(false);

        assertThat(run.status()).isEqualTo(Status.DONE);
        assertThat(counts(run, Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.TAKEN, 1L));
        UUID contribution = door.ownerOf(provider, subscription).orElseThrow();
        assertThat(row(contribution)).isEqualTo("MONTHLY USD 100 Active 2025-02-10");
        Dossier dossier = dossierWith(email);
        assertThat(dossier.contributions()).containsExactly(contribution);
        assertThat(dossier.locale()).isEqualTo("de");
        assertThat(dossier.acknowledgements()).isEmpty();
    }

    @Test
    void aDryRunCountsTheSameAndWritesNothingElse() {
        subscription(Money.parse("USD 5.00"), payer("a@example.org", null));
        payment(Money.parse("USD 20.00"), payer("b@example.org", null));
        there.unusable.add(new Unusable("sub_ended", Why.ENDED));
        long people = count("dossier");
        long facts = count("fact");

        Import dry = carriedOut(true);

        assertThat(counts(dry, Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.TAKEN, 1L, Result.ENDED, 1L));
        assertThat(counts(dry, Stage.PAYMENTS)).isEqualTo(Map.of(Result.TAKEN, 1L));
        assertThat(contributions()).isEmpty();
        assertThat(count("dossier")).isEqualTo(people);
        assertThat(count("fact")).isEqualTo(facts);
        assertThat(rows.reconciliations(dry.id())).isEmpty();
    }

    @Test
    void whatIsTakenIsKnownTheNextTime() {
        subscription(Money.parse("USD 5.00"), payer("a@example.org", null));
        payment(Money.parse("USD 20.00"), payer("a@example.org", null));
        carriedOut(false);
        List<String> before = contributions();

        Import again = carriedOut(false);

        assertThat(counts(again, Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.KNOWN, 1L));
        assertThat(counts(again, Stage.PAYMENTS)).isEqualTo(Map.of(Result.KNOWN, 1L));
        assertThat(contributions()).isEqualTo(before).hasSize(2);
    }

    @Test
    void whatCameOfCheckoutsWhoseWebhooksWereLostIsTheirsAndNothingIsMadeTwice() {
        UUID monthly = checkedOut(Cadence.MONTHLY, 500, OURS_MONTHLY);
        UUID once = checkedOut(Cadence.ONCE, 2000, OURS_ONCE);
        String subscription = subscription(Money.parse("USD 5.00"), payer("a@example.org", null));
        String payment = payment(Money.parse("USD 20.00"), payer("a@example.org", null));
        names(there.subscriptions, subscription, OURS_MONTHLY);
        names(there.payments, payment, OURS_ONCE);
        long people = count("dossier");
        assertThat(counts(carriedOut(true), Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.KNOWN, 1L));
        assertThat(door.ownerOf(provider, subscription)).isEmpty();

        Import run = carriedOut(false);

        assertThat(counts(run, Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.KNOWN, 1L));
        assertThat(counts(run, Stage.PAYMENTS)).isEqualTo(Map.of(Result.KNOWN, 1L));
        assertThat(contributions()).containsExactlyInAnyOrder(monthly.toString(), once.toString());
        assertThat(count("dossier")).isEqualTo(people);
        assertThat(door.ownerOf(provider, subscription)).contains(monthly);
        assertThat(row(monthly)).isEqualTo("MONTHLY USD 500 Active 2025-02-10");
        assertThat(row(once)).isEqualTo("ONCE USD 2000 Given 2025-02-10");
        assertThat(suspense()).isZero();
        assertThat(door.ownerOf(provider, payment)).contains(once);
    }

    @Test
    void whoeverGoesOnAfterASilenceTakesNothingTwiceAndLeavesNothingOut() {
        for (int i = 0; i < 7; i++) {
            subscription(Money.parse("USD 5.00"), payer("a" + i + "@example.org", null));
            payment(Money.parse("USD 20.00"), payer("b" + i + "@example.org", null));
        }
        Import run = asked(false);
        for (int given = 0; given < 20; given++) {
            there.patience = 1;
            work.carryOut(run, there);
        }
        there.patience = 1;
        assertThat(work.carryOut(run, there)).isEqualTo(ImportWork.Outcome.OVER);

        Import over = found(run);
        assertThat(over.status()).isEqualTo(Status.DONE);
        assertThat(counts(over, Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.TAKEN, 7L));
        assertThat(counts(over, Stage.PAYMENTS)).isEqualTo(Map.of(Result.TAKEN, 7L));
        assertThat(contributions()).hasSize(14);
    }

    @Test
    void aPageThatFailsIsTakenAsAWholeLater() {
        subscription(Money.parse("USD 5.00"), payer("a@example.org", null));
        there.subscriptions.add(broken());
        Import run = asked(false);

        assertThat(work.carryOut(run, there)).isEqualTo(ImportWork.Outcome.HELD_UP);
        assertThat(found(run).waitsFor())
                .as("what staff see")
                .startsWith("an error of ours, Data")
                .doesNotContain("xxx");
        assertThat(contributions()).isEmpty();
        assertThat(findings.report(run.id()).lines()).isEmpty();

        there.subscriptions.removeLast();
        work.carryOut(run, there);
        assertThat(contributions()).hasSize(1);
    }

    @Test
    void ofTwoNodesThatTakeTheSamePageOneDoesNothing() {
        subscription(Money.parse("USD 5.00"), payer("a@example.org", null));
        Import run = asked(false);
        Answer.Page page = new Answer.Page(List.copyOf(there.subscriptions), List.of(), null);
        pages.take(run, page, Stage.PAYMENTS);

        assertThatThrownBy(() -> pages.take(run, page, Stage.PAYMENTS))
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(contributions()).hasSize(1);
        assertThat(counts(found(run), Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.TAKEN, 1L));
    }

    @Test
    void whatComesOnTwoPagesCountsOnce() {
        String one = subscription(Money.parse("USD 5.00"), payer("a@example.org", null));
        subscription(Money.parse("USD 6.00"), payer("b@example.org", null));
        there.subscriptions.add(there.subscriptions.getFirst());

        Import run = carriedOut(true);

        assertThat(one).isNotEmpty();
        assertThat(counts(run, Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.TAKEN, 2L));
        assertThat(jdbc.sql("select count(*) from import_seen where run = ?")
                        .param(run.id().toString())
                        .query(Long.class)
                        .single())
                .as("nothing is remembered afterwards")
                .isZero();
    }

    @Test
    void oneOfAProviderIsCarriedOutAtATime() {
        Import first = asked(true);
        Import second = asked(false);

        assertThat(work.carryOut(second, there)).isEqualTo(ImportWork.Outcome.NOT_ITS_TURN);
        work.carryOut(first, there);
        assertThat(work.carryOut(second, there)).isEqualTo(ImportWork.Outcome.OVER);
    }

    @Test
    void whoIsProtectedIsTakenWithoutAnAddress() {
        String email = "hk." + name().toLowerCase(Locale.ROOT) + "@example.org";
        String subscription = subscription(Money.parse("USD 5.00"), payer(email, null, "HK"));

        carriedOut(false);

        assertThat(door.ownerOf(provider, subscription)).isPresent();
        assertThat(dossiers.withEmail(EmailAddress.read(email).orElseThrow())).isEmpty();
    }

    @Test
    void whoMayNotPayIsReportedAndLeftAlone() {
        String subscription = subscription(Money.parse("USD 5.00"), payer("a@example.org", null, "RU"));

        Import run = carriedOut(false);

        assertThat(counts(run, Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.BLOCKED, 1L));
        assertThat(examples(run)).containsExactly(subscription);
        assertThat(contributions()).isEmpty();
        assertThat(door.ownerOf(provider, subscription)).isEmpty();
    }

    @Test
    void aCurrencyThatNobodyCanGiveInHereIsLeftThere() {
        subscription(Money.parse("SEK 50.00"), payer("a@example.org", null));

        assertThat(counts(carriedOut(false), Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.CURRENCY, 1L));
    }

    @Test
    void whatIsNotTakenIsCountedAndTwentyOfItAreKeptSealedForAMonth() {
        for (int i = 0; i < 25; i++) {
            there.unusable.add(new Unusable("sub_of_somebody_" + i, Why.TRIAL));
        }
        Import run = carriedOut(true);

        assertThat(counts(run, Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.TRIAL, 25L));
        assertThat(examples(run)).hasSize(20).allMatch(each -> each.startsWith("sub_of_somebody_"));
        assertThat(kept(run)).hasSize(20).noneMatch(each -> each.contains(hex("somebody")));

        Instant finished = Objects.requireNonNull(run.finished());
        findings.forgetExamples(finished);
        assertThat(examples(run)).hasSize(20);
        findings.forgetExamples(finished.plusSeconds(1));
        assertThat(examples(run)).isEmpty();
        assertThat(counts(run, Stage.SUBSCRIPTIONS)).isEqualTo(Map.of(Result.TRIAL, 25L));
    }

    @Test
    void whereToGoOnIsSealedAsWell() {
        for (int i = 0; i < 3; i++) {
            subscription(Money.parse("USD 5.00"), payer("a@example.org", null));
        }
        Import run = asked(true);
        there.patience = 1;
        work.carryOut(run, there);

        assertThat(found(run).next()).isEqualTo("sub_secret_2");
        assertThat(found(run).toString()).doesNotContain("secret");
        assertThat(jdbc.sql("select hex(next_page) from import_run where id = ?")
                        .param(run.id().toString())
                        .query(String.class)
                        .single())
                .doesNotContain(hex("secret").toUpperCase(Locale.ROOT));
        assertThat(found(run).waitsFor()).isEqualTo("silent");
    }

    @Test
    void aPaymentThatIsInTheBooksAlreadyComesOutOfSuspense() {
        String payment = payment(Money.parse("USD 20.00"), payer("a@example.org", null));
        door.admit(List.of(new PaymentSucceeded(provider, payment, Money.parse("USD 20.00"), BEGUN)));
        assertThat(suspense()).isEqualTo(-2000);

        carriedOut(false);

        assertThat(suspense()).isZero();
        UUID contribution = door.ownerOf(provider, payment).orElseThrow();
        assertThat(row(contribution)).isEqualTo("ONCE USD 2000 Given 2025-02-10");
    }

    @Test
    void theBooksAreCompletedByComparisonsOfAYearEach() {
        Import run = carriedOut(false);

        List<String> periods = jdbc.sql("""
            select concat(r.from_at, ' ', r.to_at, ' ', r.requested_by) from reconciliation r
            join import_reconciliation i on i.reconciliation = r.id where i.run = ? order by r.from_at\
            """)
                .param(run.id().toString())
                .query((row, number) -> row.getString(1))
                .list();
        assertThat(periods).hasSize(2);
        assertThat(periods.getFirst())
                .startsWith("2025-01-01 00:00")
                .contains(" 2026-01-02 00:00")
                .endsWith(" test");
        assertThat(periods.getLast()).startsWith("2026-01-02 00:00").contains(" 2026-03-01 00:00");
    }

    @Test
    void aProviderThatIsSilentForDaysIsGivenUp() {
        Import run = asked(true);
        there.patience = 0;
        assertThat(work.carryOut(run, there)).isEqualTo(ImportWork.Outcome.HELD_UP);
        fourDaysPass(run);

        assertThat(work.carryOut(run, there)).isEqualTo(ImportWork.Outcome.OVER);
        assertThat(found(run).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void oneThatComesFurtherIsNotGivenUpHoweverLongItTakes() {
        for (int i = 0; i < 5; i++) {
            subscription(Money.parse("USD 5.00"), payer("a" + i + "@example.org", null));
        }
        Import run = asked(true);
        for (int given = 0; given < 3; given++) {
            there.patience = 1;
            assertThat(work.carryOut(run, there)).isEqualTo(ImportWork.Outcome.HELD_UP);
            fourDaysPass(run);
        }
        there.patience = Integer.MAX_VALUE;
        assertThat(work.carryOut(run, there)).isEqualTo(ImportWork.Outcome.OVER);

        assertThat(found(run).status()).isEqualTo(Status.DONE);
    }

    @Test
    void oneThatWeCannotCarryOutIsGivenUpAndLetsTheNextOneBegin() {
        subscription(Money.parse("USD 5.00"), payer("a@example.org", null));
        there.subscriptions.add(broken());
        Import run = asked(false);
        Import next = asked(true);
        work.carryOut(run, there);
        fourDaysPass(run);

        assertThat(work.carryOut(run, there)).isEqualTo(ImportWork.Outcome.OVER);

        assertThat(found(run).status()).isEqualTo(Status.FAILED);
        assertThat(found(run).waitsFor()).startsWith("an error of ours");
        there.subscriptions.removeLast();
        assertThat(work.carryOut(next, there)).isEqualTo(ImportWork.Outcome.OVER);
        assertThat(found(next).status()).isEqualTo(Status.DONE);
    }

    /** As if it had begun, and come as far as it is, four days earlier. */
    private void fourDaysPass(Import run) {
        jdbc.sql("update import_run set started_at = started_at - interval 4 day,"
                        + " progressed_at = progressed_at - interval 4 day where id = ?")
                .param(run.id().toString())
                .update();
    }

    /** As a checkout of ours leaves it, until somebody tells what became of it. */
    private UUID checkedOut(Cadence cadence, long cents, String reference) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
            insert into contribution (id, owner, provider, cadence, currency, amount_minor, covers_fees, created_at, state,
                state_since, version)
            values (:id, '', :provider, :cadence, 'USD', :cents, false, '2025-02-10', 'Pending', '2025-02-10', 0)\
            """)
                .param("id", id.toString())
                .param("provider", provider.name())
                .param("cadence", cadence.name())
                .param("cents", cents)
                .update();
        transaction.executeWithoutResult(status -> door.own(provider, reference, id));
        return id;
    }

    private void names(List<Undertaking> all, String ref, String reference) {
        all.replaceAll(each -> {
            List<Fact> facts = new ArrayList<>(each.facts());
            facts.add(new Fact.Linked(provider, ref, reference));
            return new Undertaking(
                    provider, each.ref(), each.cadence(), each.amount(), each.since(), each.payer(), facts);
        });
    }

    private Import asked(boolean dry) {
        return transaction.execute(status -> rows.add(provider, PERIOD, dry, "test"));
    }

    private Import found(Import run) {
        return rows.find(run.id()).orElseThrow();
    }

    private Import carriedOut(boolean dry) {
        Import run = asked(dry);
        assertThat(work.carryOut(run, there)).isEqualTo(ImportWork.Outcome.OVER);
        return found(run);
    }

    private Map<Result, Long> counts(Import run, Stage stage) {
        return new HashMap<>(findings.report(run.id()).counts(stage));
    }

    private List<String> examples(Import run) {
        List<String> all = new ArrayList<>();
        findings.report(run.id()).lines().forEach(line -> all.addAll(line.examples()));
        return all;
    }

    private List<String> kept(Import run) {
        return jdbc.sql("select lower(hex(sealed)) from import_example where run = ?")
                .param(run.id().toString())
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String subscription(Money amount, Payer payer) {
        String id = "sub_" + UUID.randomUUID().toString().replace("-", "");
        there.subscriptions.add(new Undertaking(
                provider,
                id,
                Cadence.MONTHLY,
                amount,
                BEGUN,
                payer,
                List.of(
                        new WentOnBefore(provider, id, BEGUN),
                        new SubscriptionSeen(
                                provider,
                                id,
                                SubscriptionSeen.Standing.ACTIVE,
                                SubscriptionSeen.Source.FETCHED,
                                amount,
                                Cadence.MONTHLY,
                                PAID_UNTIL,
                                null,
                                null,
                                SEEN))));
        return id;
    }

    private String payment(Money amount, Payer payer) {
        String id = "ch_" + UUID.randomUUID().toString().replace("-", "");
        there.payments.add(new Undertaking(
                provider,
                id,
                Cadence.ONCE,
                amount,
                BEGUN,
                payer,
                List.<Fact>of(new PaymentSucceeded(provider, id, amount, BEGUN))));
        return id;
    }

    /** Its id is longer than any that is kept. */
    private Undertaking broken() {
        Undertaking good = there.subscriptions.getFirst();
        String id = "sub_" + "x".repeat(600);
        return new Undertaking(
                provider,
                id,
                Cadence.MONTHLY,
                good.amount(),
                BEGUN,
                good.payer(),
                List.of(new WentOnBefore(provider, id, BEGUN)));
    }

    private static Payer payer(String email, @Nullable Locale locale, String... places) {
        Set<Country> all = new HashSet<>();
        for (String place : places) {
            all.add(new Country(place));
        }
        return new Payer(EmailAddress.read(email).orElseThrow(), locale, all);
    }

    private Dossier dossierWith(String email) {
        Set<UUID> found = dossiers.withEmail(EmailAddress.read(email).orElseThrow());
        assertThat(found).hasSize(1);
        return dossiers.open(found.iterator().next()).orElseThrow();
    }

    private List<String> contributions() {
        return jdbc.sql("select id from contribution where provider = ? order by id")
                .param(provider.name())
                .query((row, number) -> row.getString(1))
                .list();
    }

    private String row(UUID contribution) {
        return jdbc.sql("select concat_ws(' ', cadence, currency, amount_minor, state, date(state_since)) from"
                        + " contribution where id = ?")
                .param(contribution.toString())
                .query(String.class)
                .single();
    }

    private long suspense() {
        return jdbc.sql("select coalesce(sum(minor), 0) from posting where provider = ? and account = 'SUSPENSE'")
                .param(provider.name())
                .query(Long.class)
                .single();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static String name() {
        StringBuilder name = new StringBuilder("I");
        ThreadLocalRandom.current().ints(12, 'A', 'Z' + 1).forEach(letter -> name.append((char) letter));
        return name.toString();
    }
}
