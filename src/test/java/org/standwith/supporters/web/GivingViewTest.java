package org.standwith.supporters.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Fixed;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;
import org.standwith.pages.Words;
import org.standwith.payments.Provider;

/** What a supporter reads of what they give. */
class GivingViewTest {

    private static String read(Locale locale, Standing standing) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        Instant begun = Instant.parse("2026-01-20T08:00:00Z");
        Giving giving = new Giving(
                UUID.randomUUID(),
                Cadence.MONTHLY,
                Money.parse("USD 7.00"),
                new Fixed(Money.parse("USD 5.00"), Instant.parse("2026-06-20T08:00:00Z")),
                false,
                new Provider("PAYPAL"),
                begun,
                standing,
                begun,
                Instant.parse("2026-05-20T08:00:00Z"),
                standing == Standing.PAUSED ? Instant.parse("2026-05-23T08:00:00Z") : null,
                List.of(),
                null);
        return GivingView.of(giving, new Words(messages, locale), new Days(ZoneOffset.UTC))
                .standing();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ACTIVE|The next payment is on May 20, 2026: $5. From June 20, 2026 on it is $7 each month.",
                "OVERDUE|The last payment could not be collected. It is tried again on May 20, 2026: $5."
                        + " From June 20, 2026 on it is $7 each month.",
                "PAUSED|Paused. The next payment is on May 23, 2026: $5. From June 20, 2026 on it is $7 each month."
            })
    void anAmountThatIsNotTakenYetIsToldWithTheDateOnWhichItIs(Standing standing, String told) {
        assertThat(read(Locale.ENGLISH, standing)).isEqualTo(told);
    }

    @Test
    void inRussianToo() {
        assertThat(read(Locale.of("ru"), Standing.ACTIVE)).matches(".*20 мая 2026.*\\b5\\D.*20 июня 2026.*\\b7\\D.*");
    }
}
