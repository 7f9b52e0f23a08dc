package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Bank;
import org.standwith.Time;
import org.standwith.contributions.Attempts.Attempt;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Noticed;
import org.standwith.risk.AfterCapture;
import org.standwith.risk.Country;
import org.standwith.risk.Level;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;

/** A payment turns out to come from where nobody may pay, only after it was begun. */
@AtRisk
class LateDiscoveryTest {

    private static final Money FIVE = Money.parse("USD 5.00");
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @Autowired
    Time time;

    @Autowired
    Bank bank;

    @Autowired
    Attempts attempts;

    @Autowired
    Contributions contributions;

    @Autowired
    Dossiers dossiers;

    @Autowired
    Withdrawals withdrawals;

    @Autowired
    Answers answers;

    @Autowired
    Door door;

    @Autowired
    JdbcClient jdbc;

    private final String tail = UUID.randomUUID().toString().replace("-", "");
    private final String charge = "ch_" + tail;
    private final String intent = "pi_" + tail;
    private final String subscription = "sub_" + tail;
    private Attempt attempt = new Attempt(new CheckoutAttempt(), new Contribution(), null);
    private UUID supporter = UUID.randomUUID();

    @BeforeEach
    void nothingHasHappened() {
        bank.did.clear();
        bank.silences = 0;
        bank.keepsUntil = null;
    }

    @Test
    void t15WhatIsOnlyReservedIsLetGoWithinFiveSecondsAndNeverTaken() {
        open(Cadence.ONCE);

        tell(linked(), new PaymentPending(Bank.BANK, charge, time.now()), noticed());
        time.pass(FIVE_SECONDS);

        assertThat(did()).startsWith("released " + charge).noneMatch(each -> each.startsWith("gave back"));
        assertThat(isKnown()).isFalse();
        assertThat(contribution().isUnpaid()).isFalse();
        assertThat(withdrawals.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void t16WhatWasTakenIsEndedOnceAndGivenBackOnceInAnyOrderOfEvents(long seed) {
        Random random = new Random(seed);
        open(Cadence.MONTHLY);
        bank.takes(charge);
        bank.silences = random.nextInt(3);

        tellInAnyOrder(random);
        settle();
        assertThat(did()).containsExactly("ended " + subscription);
        assertThat(answers.isAsked(attempt.id())).isTrue();
        assertThat(levelOfSupporter()).isEqualTo("BLOCKED");

        bank.silences = random.nextInt(3);
        answers.answer(attempt.id(), AfterCapture.REFUND);
        tellInAnyOrder(random);
        settle();
        assertThat(did())
                .startsWith("ended " + subscription, "gave back " + charge + " USD 5.00")
                .contains("forgot " + subscription)
                .doesNotHaveDuplicates();
        assertThat(isKnown()).isFalse();

        int before = did().size();
        tellInAnyOrder(random);
        time.pass(Duration.ofDays(8));
        assertThat(did()).hasSize(before);
        assertThat(withdrawals.all()).isEmpty();
    }

    @Test
    void whoWantsItKeptHasItKeptAndIsForgottenAllTheSame() {
        takenByMonthly();

        answers.answer(attempt.id(), AfterCapture.KEEP);
        time.pass(FIVE_SECONDS);

        assertThat(did()).contains("ended " + subscription).noneMatch(each -> each.startsWith("gave back"));
        assertThat(isKnown()).isFalse();
    }

    @Test
    void whoDoesNotAnswerWithinSevenDaysGetsItBack() {
        takenByMonthly();

        time.pass(Duration.ofDays(7).minusMinutes(10));
        assertThat(did()).containsExactly("ended " + subscription);
        assertThat(isKnown()).isTrue();

        time.pass(Duration.ofMinutes(20));
        assertThat(did()).contains("gave back " + charge + " USD 5.00");
        assertThat(isKnown()).isFalse();
    }

    @Test
    void anAnswerByCodeIsAsGood() {
        takenByMonthly();

        answers.answer(answer().code(), AfterCapture.KEEP);
        time.pass(FIVE_SECONDS);
        time.pass(FIVE_SECONDS);

        assertThat(isKnown()).isFalse();
        assertThat(did()).noneMatch(each -> each.startsWith("gave back"));
    }

    @Test
    void t17WhatTheProviderRefusesToRemoveIsAskedForUntilItIsAndNamesNobodyMeanwhile() {
        bank.keepsUntil = time.now().plus(Duration.ofDays(90));
        takenByMonthly();
        answers.answer(attempt.id(), AfterCapture.REFUND);
        time.pass(Duration.ofMinutes(1));

        assertThat(isKnown()).as("the key does not wait for it").isFalse();
        assertThat(withdrawals.all()).singleElement().satisfies(standing -> {
            assertThat(standing.stage()).isEqualTo("FORGETTING");
            assertThat(standing.waitsFor()).isEqualTo("too_recent");
        });
        assertThat(taskRows()).doesNotContain(tail, attempt.id().toString(), "jane", supporter.toString());

        time.pass(Duration.ofDays(60));
        assertThat(withdrawals.all()).hasSize(1);
        time.pass(Duration.ofDays(31));
        assertThat(withdrawals.all()).isEmpty();
        assertThat(did()).contains("forgot " + subscription).doesNotHaveDuplicates();
    }

    @Test
    void whoIsAtRiskWithoutBeingBlockedIsHandledWithMoreCareAndKeepsGiving() {
        open(Cadence.MONTHLY);
        bank.takes(charge);

        tell(linked(), paid(), active(), new Noticed(Bank.BANK, charge, Level.PROTECTED, time.now()));
        time.pass(Duration.ofDays(1));

        assertThat(did()).isEmpty();
        assertThat(levelOfSupporter()).isEqualTo("PROTECTED");
        assertThat(dossiers.open(supporter).orElseThrow().email()).isNull();
    }

    @Test
    void whereAPayerIsAtHomeIsKeptAlsoWhereNothingFollowsFromIt() {
        open(Cadence.MONTHLY);

        tell(linked(), new Noticed(Bank.BANK, charge, Level.OPEN, Set.of(new Country("CH")), time.now()));

        assertThat(dossiers.open(supporter).orElseThrow().handling().places()).containsExactly("CH");
        assertThat(levelOfSupporter()).isEqualTo("CAUTION");
        assertThat(dossiers.open(supporter).orElseThrow().email()).isNotNull();
    }

    @Test
    void aPolicyThatNobodyCanTrustTakesNobodysAddress() {
        open(Cadence.MONTHLY);
        jdbc.sql("""
            insert into risk_policy (id, version, applied, body, state, proposed_by, proposed_at, seal)
            values (:id, 99, 99, 'made up', 'APPLIED', 'nobody', '2026-01-01', 'none')\
            """).param("id", tail.substring(0, 32)).update();
        time.pass(Duration.ofMinutes(1));
        try {
            tell(linked(), new Noticed(Bank.BANK, charge, Level.OPEN, Set.of(new Country("CH")), time.now()));

            assertThat(levelOfSupporter()).isEqualTo("CAUTION");
            assertThat(dossiers.open(supporter).orElseThrow().email()).isNotNull();
        } finally {
            jdbc.sql("delete from risk_policy where version = 99").update();
            time.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void whatWentBackAlreadyHoldsNothingUp() {
        open(Cadence.MONTHLY);
        bank.takes(charge);
        tell(linked(), paid(), active(), new Fact.RefundMade(Bank.BANK, "re_" + tail, charge, FIVE, time.now()));

        tell(noticed());
        settle();

        assertThat(did()).contains("ended " + subscription).noneMatch(each -> each.startsWith("gave back"));
        assertThat(isKnown()).isFalse();
        assertThat(withdrawals.all()).isEmpty();
    }

    @Test
    void whoAnswersWhileTheProviderIsAwayIsHeard() {
        open(Cadence.MONTHLY);
        bank.takes(charge);
        tell(linked(), paid(), active(), noticed());
        bank.silences = 3;
        time.pass(Duration.ofSeconds(1));

        answers.answer(answer().code(), AfterCapture.KEEP);
        settle();

        assertThat(did()).contains("ended " + subscription).noneMatch(each -> each.startsWith("gave back"));
        assertThat(isKnown()).isFalse();
    }

    @Test
    void onlyWhatCameFromThereGoesBack() {
        open(Cadence.MONTHLY);
        bank.takes(charge);
        bank.takes("ch_before" + tail);
        tell(
                linked(),
                paid(),
                active(),
                new Linked(Bank.BANK, "ch_before" + tail, subscription),
                new PaymentSucceeded(
                        Bank.BANK,
                        "ch_before" + tail,
                        FIVE,
                        attempt.contribution().createdAt()));

        tell(noticed());
        time.pass(FIVE_SECONDS);
        answers.answer(attempt.id(), AfterCapture.REFUND);
        settle();

        assertThat(did())
                .filteredOn(each -> each.startsWith("gave back"))
                .containsExactly("gave back " + charge + " USD 5.00");
    }

    @Test
    void aPaymentOfNobodyIsLookedForThreeDaysAndThenLeftToWhoseItIs() {
        tell(new Noticed(Bank.BANK, "ch_foreign" + tail, Level.BLOCKED, time.now()));
        time.pass(Duration.ofDays(2));
        assertThat(taskNames()).contains("late-discovery");

        time.pass(Duration.ofDays(2));
        time.pass(Duration.ofDays(2));

        assertThat(taskNames()).doesNotContain("late-discovery");
        assertThat(did()).isEmpty();
    }

    /** Long enough for a provider that was away to be asked again, and again. */
    private void settle() {
        for (int i = 0; i < 16; i++) {
            time.pass(Duration.ofSeconds(30));
        }
    }

    private void takenByMonthly() {
        open(Cadence.MONTHLY);
        bank.takes(charge);
        tell(linked(), paid(), active(), noticed());
        time.pass(FIVE_SECONDS);
    }

    private void open(Cadence cadence) {
        attempt = attempts.findOrRecord(
                new Wanted(
                        cadence,
                        FIVE,
                        false,
                        bank,
                        Locale.ENGLISH,
                        null,
                        null,
                        EmailAddress.read("jane.roe@example.org").orElseThrow(),
                        Handled.LIKE_EVERYBODY,
                        null,
                        ""),
                null,
                UUID.randomUUID());
        supporter = attempts.supporterOf(attempt).orElseThrow();
    }

    private void tell(Object... facts) {
        door.admit(Stream.of(facts)
                .flatMap(each -> each instanceof List<?> some ? some.stream() : Stream.of(each))
                .map(Fact.class::cast)
                .toList());
    }

    /** All of it twice, in any order, one or a few at a time. */
    private void tellInAnyOrder(Random random) {
        List<Fact> all = new ArrayList<>(linked());
        all.addAll(List.of(paid(), active(), noticed()));
        all.addAll(List.copyOf(all));
        Collections.shuffle(all, random);
        while (!all.isEmpty()) {
            List<Fact> some = all.subList(0, 1 + random.nextInt(Math.min(3, all.size())));
            door.admit(List.copyOf(some));
            some.clear();
            if (random.nextInt(4) == 0) {
                time.pass(Duration.ofSeconds(1));
            }
        }
    }

    private List<Fact> linked() {
        String reference = answer().reference();
        return attempt.contribution().cadence().recurs()
                ? List.of(
                        new Linked(Bank.BANK, charge, intent),
                        new Linked(Bank.BANK, intent, subscription),
                        new Linked(Bank.BANK, subscription, reference))
                : List.of(new Linked(Bank.BANK, charge, intent), new Linked(Bank.BANK, intent, reference));
    }

    private Fact paid() {
        return new PaymentSucceeded(
                Bank.BANK, charge, FIVE, attempt.contribution().createdAt());
    }

    private Fact noticed() {
        return new Noticed(Bank.BANK, charge, Level.BLOCKED, time.now());
    }

    private Fact active() {
        return new SubscriptionSeen(
                Bank.BANK,
                subscription,
                SubscriptionSeen.Standing.ACTIVE,
                SubscriptionSeen.Source.EVENT,
                FIVE,
                Cadence.MONTHLY,
                null,
                null,
                null,
                attempt.contribution().createdAt());
    }

    private Contribution contribution() {
        return contributions.findById(attempt.contribution().id()).orElseThrow();
    }

    private Answer answer() {
        return Objects.requireNonNull(attempt.answer());
    }

    /** For others, too, time has passed. */
    private List<String> did() {
        return bank.did.stream().filter(each -> each.contains(tail)).toList();
    }

    private boolean isKnown() {
        return dossiers.open(supporter).isPresent();
    }

    private String levelOfSupporter() {
        return dossiers.open(supporter).map(Dossier::handling).orElseThrow().level();
    }

    private List<String> taskNames() {
        return jdbc.sql("select task_name from scheduled_tasks")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private String taskRows() {
        return jdbc.sql("select concat(task_name, ' ', task_instance), task_data from scheduled_tasks")
                .query((row, number) -> row.getString(1)
                        + (row.getBytes(2) == null ? "" : new String(row.getBytes(2), StandardCharsets.ISO_8859_1)))
                .list()
                .toString();
    }
}
