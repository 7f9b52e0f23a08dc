package org.standwith.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.ledger.JournalEntry.Draft;
import org.standwith.ledger.JournalEntry.Kind;
import org.standwith.money.Cadence;

class JournalEntryTest {

    private static final Instant AT = Instant.parse("2026-01-31T23:30:00Z");

    @Provide
    Arbitrary<Money> amounts() {
        return Combinators.combine(
                        Arbitraries.of("USD", "EUR", "JPY"), Arbitraries.longs().between(0, 100_000_000))
                .as((currency, minor) -> Money.ofMinor(CurrencyUnit.of(currency), minor));
    }

    @Provide
    Arbitrary<Move> moves() {
        return Combinators.combine(Arbitraries.of(Account.class), Arbitraries.of(Account.class), amounts())
                .as(Move::new);
    }

    record Move(Account debit, Account credit, Money amount) {}

    @Property
    void whatIsDebitedAndCreditedBalances(@ForAll List<@net.jqwik.api.From("moves") Move> moves) {
        assertThatCode(() -> draft(Cadence.MONTHLY, moves).entry()).doesNotThrowAnyException();
        assertThatCode(() -> draft(null, moves).entry()).doesNotThrowAnyException();
    }

    @Property
    void whatDoesNotBalanceInOneCurrencyCannotBeMade(
            @ForAll List<@net.jqwik.api.From("moves") Move> moves, @ForAll("amounts") Money more) {
        Draft draft = draft(Cadence.MONTHLY, moves).debit(Account.CLEARING, more);

        if (more.isZero()) {
            assertThatCode(draft::entry).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(draft::entry).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void currenciesDoNotBalanceEachOther() {
        Draft draft = JournalEntry.draft("STRIPE", "key", Kind.PAYMENT, AT, Cadence.ONCE)
                .debit(Account.CLEARING, Money.parse("USD 5.00"))
                .credit(Account.CONTRIBUTIONS, Money.parse("EUR 5.00"));

        assertThatThrownBy(draft::entry).hasMessageContaining("does not balance");
    }

    @Property
    void whatWaitedInSuspenseEndsWhereItWouldHaveStoodAtOnce(
            @ForAll List<@net.jqwik.api.From("moves") Move> moves, @ForAll Cadence cadence) {
        Map<String, Long> atOnce = sums(draft(cadence, moves).entry());
        Map<String, Long> inTwoSteps =
                sums(draft(null, moves).entry(), draft(null, moves).outOfSuspense(cadence));

        assertThat(inTwoSteps).isEqualTo(atOnce);
    }

    @Example
    void movingOutOfSuspenseIsAnEntryOfItsOwn() {
        Draft draft = draft(null, List.of(new Move(Account.CLEARING, Account.CONTRIBUTIONS, Money.parse("USD 5.00"))));

        assertThat(draft.outOfSuspense(Cadence.ONCE).key())
                .isNotEqualTo(draft.entry().key());
    }

    @Property
    void whatCountsTowardsIncomeSaysForWhichCadence(@ForAll Account account) {
        boolean counts = List.of(Account.CONTRIBUTIONS, Account.FEES, Account.REFUNDS, Account.DISPUTES)
                .contains(account);
        assertAllowed(!counts, account, null);
        assertAllowed(counts || account == Account.CONVERSION, account, Cadence.ANNUAL);
    }

    @Example
    void anEntryCannotBeChangedAfterwards() {
        Draft draft = draft(Cadence.ONCE, List.of());
        JournalEntry entry = draft.entry();

        draft.debit(Account.BANK, Money.parse("USD 1.00"));

        assertThat(entry.postings()).isEmpty();
    }

    private static void assertAllowed(boolean allowed, Account account, @Nullable Cadence cadence) {
        if (allowed) {
            assertThatCode(() -> new Posting(account, Money.parse("USD 1.00"), cadence))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> new Posting(account, Money.parse("USD 1.00"), cadence))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Draft draft(@Nullable Cadence cadence, List<Move> moves) {
        Draft draft = JournalEntry.draft("STRIPE", "key", Kind.PAYMENT, AT, cadence);
        moves.forEach(move -> draft.debit(move.debit(), move.amount()).credit(move.credit(), move.amount()));
        return draft;
    }

    /** By account, currency and cadence, without what cancels itself out. */
    private static Map<String, Long> sums(JournalEntry... entries) {
        Map<String, Long> sums = new HashMap<>();
        for (JournalEntry entry : entries) {
            entry.postings()
                    .forEach(line -> sums.merge(
                            line.account() + " " + line.amount().getCurrencyUnit() + " " + line.cadence(),
                            line.amount().getAmountMinorLong(),
                            Long::sum));
        }
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }
}
