package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.standwith.risk.Signal.Address;
import org.standwith.risk.Signal.CardIssuer;
import org.standwith.risk.Signal.Declared;
import org.standwith.risk.Signal.Language;
import org.standwith.risk.Signal.MailDomain;
import org.standwith.risk.Signal.Payer;

@ExtendWith(OutputCaptureExtension.class)
class DecisionTest {

    private static final Country DE = new Country("DE");
    private static final Country RU = new Country("RU");

    @Test
    void t34WhoHasDeclaredNothingIsNotTakenForSafe() {
        assertThat(decide().level()).isEqualTo(Level.CAUTION);
        assertThat(decide(new CardIssuer(DE)).level()).isEqualTo(Level.CAUTION);
        assertThat(decide(new Declared(DE)).level()).isEqualTo(Level.OPEN);
    }

    @Test
    void anAddressAbroadProvesNothingAndOneAtHomeIsEnough() {
        assertThat(decide(new Declared(RU), new Address(new Sighting.Seen(DE))).level())
                .isEqualTo(Level.BLOCKED);
        assertThat(decide(new Declared(DE), new Address(new Sighting.Seen(RU))).level())
                .isEqualTo(Level.BLOCKED);
        assertThat(decide(new Declared(DE), new Address(new Sighting.Unseen())).level())
                .isEqualTo(Level.OPEN);
    }

    @Test
    void anAddressRaisesNoFurtherThanThePolicyLetsIt() {
        Policy policy = PolicyTexts.policy(PolicyTexts.with("address: { max: BLOCKED }", "address: { max: CAUTION }"));

        assertThat(Decision.of(policy, PolicyTexts.TODAY, List.of(new Declared(DE), new Address(new Sighting.Seen(RU))))
                        .level())
                .isEqualTo(Level.CAUTION);
    }

    /** An address is where they pass by, and not where they are found when a place becomes dangerous. */
    @Test
    void placesAreWhereTheyLiveAndHaveTheirMoney() {
        Handling handling = decide(
                new Declared(DE),
                new CardIssuer(new Country("AT")),
                new Payer(new Country("CH")),
                new Address(new Sighting.Seen(new Country("PL"))));

        assertThat(handling.places()).isEqualTo(Set.of(DE, new Country("AT"), new Country("CH")));
    }

    @Test
    void aMailboxWithinReachIsNotTakenAndSaysNothingOfWhereSomebodyIs() {
        Handling handling = decide(new Declared(DE), new MailDomain("mail.ru"));

        assertThat(handling.takesMailbox()).isFalse();
        assertThat(handling.mayBeMailed()).isFalse();
        assertThat(handling.mayPay()).isTrue();
        assertThat(handling.level()).isEqualTo(Level.CAUTION);
    }

    @Test
    void twoSignsTogetherOfferMoreCareUnlessThereIsAsMuchAlready() {
        Signal[] two = {new MailDomain("mail.ru"), new Language(Locale.of("ru"))};

        assertThat(decide(two).offersProtection()).isTrue();
        assertThat(decide(two[0], two[0]).offersProtection()).isFalse();
        assertThat(decide(two[0], two[1], new Signal.Travels()).offersProtection())
                .isFalse();
    }

    @Test
    void aSignalThatCannotBeReadMakesForMoreCareAndHidesNoOther(CapturedOutput output) {
        List<Signal> broken = Arrays.asList(new Declared(DE), null, new CardIssuer(new Country("HK")));

        assertThat(Decision.of(PolicyTexts.small(), PolicyTexts.TODAY, broken).level())
                .isEqualTo(Level.PROTECTED);
        assertThat(Decision.of(PolicyTexts.small(), PolicyTexts.TODAY, Arrays.asList(new Declared(DE), null))
                        .level())
                .isEqualTo(Level.CAUTION);
        assertThat(output).contains("more care is taken").doesNotContain("HK");
    }

    @Test
    void signalsThatCannotBeGoneThroughCountAsFarAsTheyWereHeard() {
        List<Signal> breaking = new AbstractList<>() {
            @Override
            public Signal get(int index) {
                if (index == 1) {
                    throw new IllegalStateException();
                }
                return new Declared(DE);
            }

            @Override
            public int size() {
                return 2;
            }
        };

        assertThat(Decision.of(PolicyTexts.small(), PolicyTexts.TODAY, breaking).level())
                .isEqualTo(Level.CAUTION);
    }

    @Test
    void t34UnderAClosedPolicyNobodyMayPay() {
        for (Signal signal : List.of(new Declared(DE), new CardIssuer(DE), new Signal.Travels())) {
            Handling handling = Decision.of(Policy.CLOSED, PolicyTexts.TODAY, List.of(signal));

            assertThat(handling.mayPay()).isFalse();
            assertThat(handling.policy()).isEqualTo("closed");
        }
        assertThat(Policy.CLOSED.blocksAnybody(PolicyTexts.TODAY)).isTrue();
    }

    private static Handling decide(Signal... signals) {
        return Decision.of(PolicyTexts.small(), PolicyTexts.TODAY, List.of(signals));
    }
}
