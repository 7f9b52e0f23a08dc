package org.standwith.memberships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.memberships.ReckoningTest.FRIEND;
import static org.standwith.memberships.ReckoningTest.PATRON;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.joda.money.CurrencyUnit;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Paid;

/** What holds of every reckoning, whatever is given. */
class AnyGivingsTest {

    private static final Instant NOW = Instant.parse("2026-03-31T09:30:00Z");

    private final List<Tier> tiers = List.of(FRIEND, PATRON);

    private Membership at(Instant now, Random random, List<Giving> givings) {
        return new Reckoning(tiers, random.nextInt(13)).at(now, givings);
    }

    private int rank(Membership membership) {
        return tiers.stream().map(Tier::name).toList().indexOf(membership.tier());
    }

    @Property(tries = 3000)
    void theOrderDoesNotMatter(@ForAll long seed) {
        List<Giving> givings = Gift.some(new Random(seed), NOW);
        List<Giving> shuffled = new ArrayList<>();
        for (Giving each : givings) {
            List<Paid> payments = new ArrayList<>(each.payments());
            Collections.shuffle(payments, new Random(seed));
            shuffled.add(Gift.with(each, payments));
        }
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(at(NOW, new Random(seed), shuffled)).isEqualTo(at(NOW, new Random(seed), givings));
    }

    @Property(tries = 3000)
    void whoeverGivesMoreNeverHasLess(@ForAll long seed) {
        List<Giving> givings = Gift.some(new Random(seed), NOW);
        List<Giving> more = onePayment(
                givings, new Random(seed), paid -> Gift.kept(paid, paid.kept().plusMinor(1 + (seed & 0xfff))));

        assertThat(rank(at(NOW, new Random(seed), more)))
                .isGreaterThanOrEqualTo(rank(at(NOW, new Random(seed), givings)));
    }

    @Property(tries = 3000)
    void whatGoesBackNeverRaises(@ForAll long seed) {
        List<Giving> givings = Gift.some(new Random(seed), NOW);
        List<Giving> less = onePayment(
                givings, new Random(seed), paid -> Gift.kept(paid, paid.kept().multipliedBy(0)));

        assertThat(rank(at(NOW, new Random(seed), less))).isLessThanOrEqualTo(rank(at(NOW, new Random(seed), givings)));
    }

    @Property(tries = 3000)
    void oneMoreContributionNeverLowers(@ForAll long seed) {
        List<Giving> givings = Gift.some(new Random(seed), NOW);
        List<Giving> more = new ArrayList<>(givings);
        more.addAll(Gift.some(new Random(seed + 1), NOW));

        assertThat(rank(at(NOW, new Random(seed), more)))
                .isGreaterThanOrEqualTo(rank(at(NOW, new Random(seed), givings)));
    }

    @Property(tries = 3000)
    void itHoldsToTheLastMomentAndNotLonger(@ForAll long seed) {
        List<Giving> givings = Gift.some(new Random(seed), NOW);
        // What is not paid yet may raise it meanwhile.
        givings.replaceAll(each -> Gift.with(
                each,
                each.payments().stream().filter(paid -> !paid.at().isAfter(NOW)).toList()));
        Membership membership = at(NOW, new Random(seed), givings);

        if (membership.until() == null) {
            assertThat(membership).isEqualTo(Membership.NONE);
            return;
        }
        assertThat(membership.until()).isAfter(NOW);
        assertThat(at(membership.until().minusNanos(1), new Random(seed), givings))
                .isEqualTo(membership);
        assertThat(rank(at(membership.until(), new Random(seed), givings))).isLessThan(rank(membership));
    }

    @Property(tries = 3000)
    void nothingIsConverted(@ForAll long seed) {
        List<Giving> givings = Gift.some(new Random(seed), NOW);
        int dollars = rank(at(NOW, new Random(seed), in(CurrencyUnit.USD, givings)));
        int euros = rank(at(NOW, new Random(seed), in(CurrencyUnit.EUR, givings)));

        assertThat(rank(at(NOW, new Random(seed), givings))).isEqualTo(Math.max(dollars, euros));
    }

    private static List<Giving> in(CurrencyUnit currency, List<Giving> givings) {
        return givings.stream()
                .filter(each -> each.amount().getCurrencyUnit().equals(currency))
                .toList();
    }

    private static List<Giving> onePayment(List<Giving> givings, Random random, UnaryOperator<Paid> change) {
        List<Giving> changed = new ArrayList<>(givings);
        int which = random.nextInt(givings.size());
        List<Paid> payments = new ArrayList<>(givings.get(which).payments());
        if (!payments.isEmpty()) {
            payments.set(0, change.apply(payments.getFirst()));
        }
        changed.set(which, Gift.with(givings.get(which), payments));
        return changed;
    }
}
