package org.standwith.contributions;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.Bank;
import org.standwith.TestClock;
import org.standwith.contributions.Attempts.Attempt;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.vault.EmailAddress;

/** Somebody who gives five dollars each month by a {@link Bank}, and what they want changed about that. */
final class BankGiver {

    static final Money FIVE = Money.parse("USD 5.00");
    static final WayBack BACK = new WayBack(
            URI.create("https://give.example.org/account"),
            URI.create("https://give.example.org/account/back"),
            Locale.GERMAN);

    final String tail = UUID.randomUUID().toString().replace("-", "");
    final String subscription = "sub_" + tail;

    private final Changes changes;
    private final Givings givings;
    private final Door door;
    private final Bank bank;
    private final TestClock clock;
    private final UUID contribution;
    private final UUID supporter;
    private final Instant paidUntil;

    BankGiver(Attempts attempts, Changes changes, Givings givings, Door door, Bank bank, TestClock clock) {
        this.changes = changes;
        this.givings = givings;
        this.door = door;
        this.bank = bank;
        this.clock = clock;
        bank.silences = 0;
        bank.answersChanges = null;
        bank.meanwhile = () -> {};
        bank.saysNoDates(false);
        Attempt attempt = attempts.findOrRecord(wanted(bank), null, UUID.randomUUID());
        contribution = attempt.contribution().id();
        supporter = attempts.supporterOf(attempt).orElseThrow();
        Instant now = clock.instant();
        paidUntil = now.plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        bank.goesOn(subscription, FIVE, Cadence.MONTHLY, paidUntil);
        tell(
                new Linked(
                        Bank.BANK,
                        subscription,
                        Objects.requireNonNull(attempt.answer()).reference()),
                new Linked(Bank.BANK, "ch_" + tail, subscription),
                new PaymentSucceeded(Bank.BANK, "ch_" + tail, FIVE, now),
                new SubscriptionSeen(
                        Bank.BANK,
                        subscription,
                        Standing.ACTIVE,
                        Source.EVENT,
                        FIVE,
                        Cadence.MONTHLY,
                        paidUntil,
                        null,
                        null,
                        now));
    }

    private static Wanted wanted(Bank bank) {
        return new Wanted(
                Cadence.MONTHLY,
                FIVE,
                false,
                bank,
                Locale.ENGLISH,
                null,
                null,
                EmailAddress.read("jane.roe@example.org").orElseThrow(),
                Handled.LIKE_EVERYBODY,
                null,
                "");
    }

    Instant paidUntil() {
        return paidUntil;
    }

    UUID contribution() {
        return contribution;
    }

    UUID supporter() {
        return supporter;
    }

    void tell(Fact... facts) {
        door.admit(List.of(facts));
    }

    /** As an event tells it. */
    SubscriptionSeen seen(Standing standing, Money each, @Nullable Instant resumesAt, Instant at) {
        return new SubscriptionSeen(
                Bank.BANK, subscription, standing, Source.EVENT, each, Cadence.MONTHLY, null, null, resumesAt, at);
    }

    ChangeOutcome ask(Alteration wish) {
        return ask(wish, UUID.randomUUID());
    }

    ChangeOutcome ask(Alteration wish, UUID key) {
        // Of two pictures of one second nobody can tell which is the later one.
        clock.pass(Duration.ofSeconds(1));
        return changes.ask(contribution, wish, BACK, key);
    }

    ChangeOutcome returned(UUID key) {
        return changes.returned(contribution, key);
    }

    Giving giving() {
        return givings.of(List.of(contribution)).getFirst();
    }

    /** What the bank was had do, in order. */
    List<String> did() {
        return bank.did.stream().filter(each -> each.contains(subscription)).toList();
    }
}
