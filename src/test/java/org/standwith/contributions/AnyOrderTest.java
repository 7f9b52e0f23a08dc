package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.standwith.contributions.Tale.Stands;
import org.standwith.payments.AccountFact;
import org.standwith.payments.Fact;

/** The fold alone, often. */
class AnyOrderTest {

    @Property(tries = 3000)
    void theSameFactsMakeTheSameHistoryInAnyOrderAndRepeated(@ForAll long seed) {
        Random random = new Random(seed);
        Tale tale = Histories.tale(random, "_1");

        History history = fold(tale, Delivery.shuffledAndRepeated(tale.facts(), random));

        assertThat(history).isEqualTo(fold(tale, tale.facts()));
        Stands expected = tale.stands();
        if (expected != null) {
            State state = history.state();
            assertThat(new Stands(state.getClass().getSimpleName(), state.since(), state.until()))
                    .isEqualTo(expected);
        }
        assertThat(history.amount().orElse(tale.wanted)).isEqualTo(tale.due());
        assertThat(history.undecided()).hasSize(tale.isOpen() ? 1 : 0);
        assertThat(history.afterEnd())
                .extracting(Fact.PaymentSucceeded::payment)
                .isEqualTo(tale.afterEnd);
    }

    /** Also while half of it is still on its way. */
    @Property(tries = 3000)
    void whateverHasArrivedSoFarMakesTheSameHistoryInAnyOrder(@ForAll long seed) {
        Random random = new Random(seed);
        Tale tale = Histories.tale(random, "_1");
        List<Fact> arrived = new ArrayList<>(tale.facts());
        arrived.removeIf(each -> random.nextBoolean());

        History history = fold(tale, Delivery.shuffledAndRepeated(arrived, random));

        assertThat(history).isEqualTo(fold(tale, arrived));
    }

    /** A row is all that is kept of what was before: the rest of the history is not looked at again. */
    @Property(tries = 3000)
    void whatComesLaterMakesTheSameOfTheRowAsOfTheWholeHistory(@ForAll long seed) {
        Random random = new Random(seed);
        Tale tale = Histories.tale(random, "_1");
        List<Fact> told = tale.facts().stream().filter(History::matters).toList();
        if (told.isEmpty()) {
            return;
        }
        Instant until = told.get(random.nextInt(told.size())).at();
        List<Fact> before =
                told.stream().filter(each -> !each.at().isAfter(until)).toList();
        List<Fact> later =
                told.stream().filter(each -> each.at().isAfter(until)).toList();
        History whole = fold(tale, tale.facts());
        History first = fold(tale, before);
        State left = first.state();

        State.shown(left.getClass().getSimpleName(), left.since(), left.until()).ifPresent(row -> {
            History gone = History.goOn(tale.cadence, row, Delivery.shuffledAndRepeated(later, random));

            assertThat(shown(gone)).isEqualTo(shown(whole));
            assertThat(gone.amount().or(first::amount)).isEqualTo(whole.amount());
            assertThat(whole.undecided()).containsAll(gone.undecided());
            assertThat(whole.undecided())
                    .allMatch(each ->
                            gone.undecided().contains(each) || first.undecided().contains(each));
        });
    }

    private static List<Object> shown(History history) {
        State state = history.state();
        return Arrays.asList(state.getClass(), state.since(), state.until());
    }

    /** Otherwise the made-up facts would not be a set, and which of two is kept would be a matter of order. */
    @Property(tries = 300)
    void noTwoFactsShareAKey(@ForAll long seed) {
        Histories histories = Histories.of(new Random(seed), "_1");
        Set<String> keys = new HashSet<>();

        assertThat(histories.facts())
                .allSatisfy(each ->
                        assertThat(keys.add(each.provider() + each.key())).isTrue());
    }

    /** Otherwise the properties would hold for want of anything that could break them. */
    @Test
    void theMadeUpHistoriesTellEveryKindOfFactOfBothProvidersAndEndInEveryWay() {
        Set<String> told = new TreeSet<>();
        Set<String> ends = new TreeSet<>();
        Set<String> late = new TreeSet<>();
        for (long seed = 1; seed <= 500; seed++) {
            Histories histories = Histories.of(new Random(seed), "_1");
            histories
                    .facts()
                    .forEach(each ->
                            told.add(each.provider() + " " + each.getClass().getSimpleName()));
            for (Tale tale : histories.tales()) {
                Stands stands = tale.stands();
                ends.add(stands == null ? "open" : stands.state());
                late.addAll(tale.afterEnd);
            }
        }

        // What is noticed is never kept, and so in no history; what concerns the account alone is in nobody's.
        List<String> others = leaves(AccountFact.class).toList();
        List<String> kinds = leaves(Fact.class)
                .distinct()
                .filter(each -> !each.equals("Noticed") && !others.contains(each))
                .toList();
        // Stripe's checkouts need no step of ours after the supporter's.
        assertThat(told)
                .containsAll(kinds.stream().map(each -> "PAYPAL " + each).toList())
                .containsAll(kinds.stream()
                        .filter(each -> !each.equals("CheckoutApproved"))
                        .map(each -> "STRIPE " + each)
                        .toList());
        assertThat(late).isNotEmpty();
        assertThat(ends)
                .containsExactly(
                        "Active",
                        "Declined",
                        "Ended",
                        "Ending",
                        "Expired",
                        "Given",
                        "PastDue",
                        "Paused",
                        "Waiting",
                        "open");
    }

    private static Stream<String> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(AnyOrderTest::leaves)
                : Stream.of(type.getSimpleName());
    }

    private static History fold(Tale tale, Collection<Fact> facts) {
        return History.fold(tale.cadence, tale.created, facts);
    }
}
