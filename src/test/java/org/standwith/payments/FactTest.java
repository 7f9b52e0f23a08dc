package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.standwith.money.Cadence;
import org.standwith.payments.CheckoutFact.CheckoutApproved;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;

/** Of two facts with one key the first to come is kept, so they must not differ. */
class FactTest {

    private static final Provider SOME = new Provider("SOME");
    private static final Instant AT = Instant.parse("2026-01-10T12:00:00Z");

    @Test
    void aPictureThatIsToldTwiceInASecondIsOneFact() {
        assertThat(seen(Source.EVENT, Cadence.MONTHLY, AT.plusMillis(200)))
                .isEqualTo(seen(Source.EVENT, Cadence.MONTHLY, AT.plusMillis(800)));
    }

    @Test
    void aPictureThatIsFetchedTwiceInAMillisecondIsOneFact() {
        assertThat(seen(Source.FETCHED, Cadence.MONTHLY, AT.plusNanos(200_000)))
                .isEqualTo(seen(Source.FETCHED, Cadence.MONTHLY, AT.plusNanos(800_000)));
    }

    @Test
    void picturesThatAreFetchedBeforeAndAfterAChangeWithinASecondAreTwoFacts() {
        assertThat(seen(Source.FETCHED, Cadence.MONTHLY, AT.plusMillis(200)).key())
                .isNotEqualTo(seen(Source.FETCHED, Cadence.MONTHLY, AT.plusMillis(800))
                        .key());
    }

    @Test
    void picturesThatDifferInTheCadenceAloneAreTwoFacts() {
        assertThat(seen(Source.FETCHED, Cadence.MONTHLY, AT).key())
                .isNotEqualTo(seen(Source.FETCHED, Cadence.ANNUAL, AT).key());
    }

    @Test
    void anApprovalThatIsToldTwiceInASecondIsOneFact() {
        assertThat(new CheckoutApproved(SOME, "O-1", AT.plusMillis(200)))
                .isEqualTo(new CheckoutApproved(SOME, "O-1", AT));
    }

    private static Fact seen(Source source, Cadence cadence, Instant at) {
        return new SubscriptionSeen(
                SOME,
                "sub_1",
                SubscriptionSeen.Standing.ACTIVE,
                source,
                Money.ofMinor(CurrencyUnit.USD, 500),
                cadence,
                null,
                null,
                null,
                at);
    }
}
