package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowsTest {

    @ParameterizedTest
    @CsvSource({
        "checkout, OFFERED, ACKNOWLEDGED, CONFIRMED, EXPLAINED",
        "descriptor, TRADING_NAME, TRADING_NAME, TRADING_NAME, NONE",
        "receipt, MAIL_IF_CHOSEN, ON_SCREEN, ON_SCREEN_ONCE, NONE",
        "renewal, MAIL_IF_CHOSEN, IN_ACCOUNT, UNTOLD, NONE",
        "reminders, MAIL_IF_CHOSEN, MAIL_IF_CHOSEN, CALENDAR_FILE, NONE",
        "mail, NEUTRAL, NEUTRAL, NONE, NONE",
        "signIn, LINK_OR_CODE, LINK_OR_CODE_EXPLAINED, CODE, NONE",
        "metadata, RANDOM_REFERENCE, RANDOM_REFERENCE, RANDOM_REFERENCE, NONE",
        "reports, COUNTRY, REGION, UNDISCLOSED, NONE",
        "support, MASKED_ADDRESS, MASKED_ADDRESS, BY_CODE, NONE",
        "logs, EVENT_CODE, EVENT_CODE, EVENT_CODE, EVENT_CODE",
    })
    void everyCellIsAsItWasAgreedUpon(String flow, String open, String caution, String guarded, String blocked) {
        List<String> cells =
                Arrays.stream(Level.values()).map(level -> cell(flow, level)).toList();

        assertThat(cells).containsExactly(open, caution, guarded, blocked);
    }

    @Test
    void whatHandlingsSayGoesWithTheTable() {
        for (Level level : Level.values()) {
            Handling handling = new Handling(level, "1", Set.of(), true, false);

            assertThat(handling.mayPay()).isEqualTo(handling.flows().checkout() != Flows.Checkout.EXPLAINED);
            assertThat(handling.mayBeMailed()).isEqualTo(handling.flows().mail() == Flows.Mail.NEUTRAL);
            assertThat(handling.needsAcknowledgement())
                    .isEqualTo(handling.flows().checkout() != Flows.Checkout.OFFERED);
        }
    }

    /** How long something is kept is the same for all, or it would tell who is at risk. */
    @Test
    void nothingIsSaidOfRetention() {
        assertThat(Flows.class.getRecordComponents())
                .hasSize(11)
                .extracting(RecordComponent::getName)
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).matches(".*(retention|kept|row).*"));
    }

    private static String cell(String flow, Level level) {
        try {
            RecordComponent component = Arrays.stream(Flows.class.getRecordComponents())
                    .filter(each -> each.getName().equals(flow))
                    .findFirst()
                    .orElseThrow();
            return component.getAccessor().invoke(Flows.of(level)).toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
