package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.standwith.risk.Signal.Address;
import org.standwith.risk.Signal.CardIssuer;
import org.standwith.risk.Signal.Chosen;
import org.standwith.risk.Signal.Declared;
import org.standwith.risk.Signal.Language;
import org.standwith.risk.Signal.MailDomain;
import org.standwith.risk.Signal.Payer;
import org.standwith.risk.Signal.TimeZone;
import org.standwith.risk.Signal.Travels;

/** T18: what holds for all combinations of signals. */
class EverySignalTest {

    /** One of each level, and one that is a level higher for want of a review. */
    private static final List<Country> COUNTRIES =
            Stream.of("DE", "FR", "HK", "RU").map(Country::new).toList();

    private static final List<Signal> SOFT =
            List.of(new MailDomain("mail.ru"), new Language(Locale.of("ru")), new TimeZone("Europe/Moscow"));

    private final Policy policy = PolicyTexts.small();

    /** Each kind of signal once or not at all, in every value that makes a difference. */
    @Property(generation = GenerationMode.EXHAUSTIVE, tries = 100_000)
    void t18TheLevelIsWhatThePolicysRuleMakesOfThem(@ForAll("combinations") List<Signal> signals) {
        Handling handling = decide(signals);

        Level hard = signals.stream().map(this::alone).reduce(Level.OPEN, Level::or);
        boolean soft = signals.stream().anyMatch(SOFT::contains);
        boolean declared = signals.stream().anyMatch(Declared.class::isInstance);
        assertThat(handling.level())
                .isEqualTo(hard.or(soft ? Level.CAUTION : Level.OPEN).or(declared ? Level.OPEN : Level.CAUTION));
        assertThat(handling.takesMailbox()).isEqualTo(!signals.contains(SOFT.getFirst()));
        assertThat(handling.offersProtection())
                .isEqualTo(signals.stream().filter(SOFT::contains).count() > 1
                        && !handling.level().isAtLeast(Level.PROTECTED));
        assertThat(handling.policy()).isEqualTo("7");
    }

    /** However many of them, and in whatever order. */
    @Property(tries = 5000)
    void t18NoHardSignalIsOutvoted(@ForAll("any") List<Signal> signals) {
        assertThat(signals)
                .allSatisfy(signal -> assertThat(decide(signals).level().isAtLeast(alone(signal)))
                        .isTrue());
    }

    @Property(tries = 5000)
    void t18NothingButTheFirstDeclarationLowers(@ForAll("any") List<Signal> signals, @ForAll("one") Signal another) {
        List<Signal> more = new ArrayList<>(signals);
        more.add(another);

        Level before = decide(signals).level();
        Level after = decide(more).level();

        if (!after.isAtLeast(before)) {
            assertThat(another).isInstanceOf(Declared.class);
            assertThat(signals).noneMatch(Declared.class::isInstance);
            assertThat(signals)
                    .allSatisfy(
                            signal -> assertThat(after.isAtLeast(alone(signal))).isTrue());
        }
    }

    @Property(tries = 2000)
    void t18TheirOrderAndTheirRepetitionMakeNoDifference(@ForAll("any") List<Signal> signals, @ForAll long seed) {
        List<Signal> otherwise = new ArrayList<>(signals);
        otherwise.addAll(signals);
        Collections.shuffle(otherwise, new Random(seed));

        assertThat(decide(otherwise)).isEqualTo(decide(signals));
    }

    /** Those who left speak the language, and are not to be turned away for it. */
    @Property(generation = GenerationMode.EXHAUSTIVE)
    void t18SoftSignalsAloneRaiseToCautionAtMost(@ForAll("soft") List<Signal> soft) {
        List<Signal> signals = new ArrayList<>(soft);
        signals.add(new Declared(new Country("DE")));

        assertThat(decide(signals).level()).isEqualTo(soft.isEmpty() ? Level.OPEN : Level.CAUTION);
    }

    @Property(tries = 2000)
    void t18WhereTheLookUpFailsNobodyIsTakenForSafe(@ForAll("any") List<Signal> signals) {
        List<Signal> failing = new ArrayList<>(signals);
        failing.add(Address.of(
                address -> {
                    throw new IllegalStateException("down");
                },
                java.net.InetAddress.getLoopbackAddress()));

        assertThat(decide(failing).level()).isEqualTo(decide(signals).level().or(Level.CAUTION));
    }

    /** What the hard ones say alone. */
    private Level alone(Signal signal) {
        return switch (signal) {
            case Declared said -> policy.of(said.country(), PolicyTexts.TODAY);
            case CardIssuer bank -> policy.of(bank.country(), PolicyTexts.TODAY);
            case Payer account -> policy.of(account.country(), PolicyTexts.TODAY);
            case Address address ->
                switch (address.sighting()) {
                    case Sighting.Seen seen -> policy.of(seen.country(), PolicyTexts.TODAY);
                    case Sighting.Unseen any -> Level.OPEN;
                    case Sighting.Failed any -> Level.CAUTION;
                };
            case Travels any -> Level.PROTECTED;
            case Chosen chosen -> chosen.level();
            case MailDomain any -> Level.OPEN;
            case Language any -> Level.OPEN;
            case TimeZone any -> Level.OPEN;
        };
    }

    private Handling decide(List<Signal> signals) {
        return Decision.of(policy, PolicyTexts.TODAY, signals);
    }

    @Provide
    Arbitrary<List<Signal>> combinations() {
        return Combinators.combine(List.of(
                        oneOrNone(COUNTRIES.stream().map(Declared::new)),
                        oneOrNone(COUNTRIES.stream().map(CardIssuer::new)),
                        oneOrNone(COUNTRIES.stream().map(Payer::new)),
                        oneOrNone(Stream.concat(
                                        COUNTRIES.stream().map(Sighting.Seen::new),
                                        Stream.of(new Sighting.Unseen(), new Sighting.Failed()))
                                .map(Address::new)),
                        oneOrNone(Stream.of(new Travels())),
                        oneOrNone(Stream.of(Level.values()).map(Chosen::new)),
                        oneOrNone(Stream.of(SOFT.get(0))),
                        oneOrNone(Stream.of(SOFT.get(1))),
                        oneOrNone(Stream.of(SOFT.get(2)))))
                .as(chosen -> chosen.stream().flatMap(List::stream).toList());
    }

    private static Arbitrary<List<Signal>> oneOrNone(Stream<? extends Signal> values) {
        return Arbitraries.of(Stream.concat(Stream.of(List.<Signal>of()), values.map(List::<Signal>of))
                .toList());
    }

    @Provide
    Arbitrary<List<Signal>> soft() {
        return Arbitraries.of(IntStream.range(0, 8)
                .mapToObj(bits -> IntStream.range(0, 3)
                        .filter(bit -> (bits >> bit & 1) == 1)
                        .mapToObj(SOFT::get)
                        .toList())
                .toList());
    }

    @Provide
    Arbitrary<List<Signal>> any() {
        return one().list().ofMaxSize(10);
    }

    @Provide
    Arbitrary<Signal> one() {
        Arbitrary<Country> country = Arbitraries.of("DE", "FR", "KZ", "HK", "RU", "UA", "UA-43", "RU-MOW", "FR-75")
                .map(Country::new);
        return Arbitraries.oneOf(
                country.map(Declared::new),
                country.map(CardIssuer::new),
                country.map(Payer::new),
                country.map(seen -> new Address(new Sighting.Seen(seen))),
                Arbitraries.of(
                        new Address(new Sighting.Unseen()),
                        new Address(new Sighting.Failed()),
                        new Travels(),
                        new MailDomain("example.org"),
                        new Language(Locale.GERMAN),
                        new TimeZone("Europe/Paris")),
                Arbitraries.of(Level.class).map(Chosen::new),
                Arbitraries.of(SOFT));
    }
}
